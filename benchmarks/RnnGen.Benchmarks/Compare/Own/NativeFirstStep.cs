using RnnGen.Benchmarks.Compare.Peers;

namespace RnnGen.Benchmarks.Compare.Own;

/// <summary>FirstStep as a native binary, where the compiler's pack can be restored and a linker is there.</summary>
internal static class NativeFirstStep
{
    private static readonly string[] s_frameworks = ["net10.0", "net9.0", "net8.0"];

    // A build server that outlives the command would keep its output open.
    private static readonly Dictionary<string, string> s_environment = new() { ["MSBUILDDISABLENODEREUSE"] = "1" };

    /// <summary>Publishes it for this processor's registers and gives its path.</summary>
    /// <exception cref="PeerException">It cannot be published here.</exception>
    public static string Publish()
    {
        if (!Works("clang", "--version") && !Works("gcc", "--version"))
            throw new PeerException("there is no linker");
        string project = Path.Combine(Places.Repository, "benchmarks", "FirstStepNative");
        string framework = Array.Find(s_frameworks, name => Works("dotnet", "restore", project, Property(name)))
            ?? throw new PeerException("the native compiler's pack cannot be restored");
        string to = Path.Combine(Places.Work, "native", framework);
        string[] options = ["-c", "Release", "--no-restore", "-p:UseSharedCompilation=false", "-o", to];
        Command.Run("dotnet", ["publish", project, .. options, Property(framework)], s_environment);
        return Path.Combine(to, "FirstStepNative");
    }

    private static bool Works(string program, params string[] arguments)
    {
        try
        {
            Command.Run(program, arguments, s_environment);
            return true;
        }
        catch (PeerException)
        {
            return false;
        }
    }

    private static string Property(string framework) => $"-p:NativeFramework={framework}";
}
