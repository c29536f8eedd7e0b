namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>A program of ours in C or C++, built where it is not yet built as it stands.</summary>
internal static class NativeProgram
{
    /// <summary>Builds it and gives its path.</summary>
    /// <param name="compiler">gcc or g++.</param>
    /// <param name="source">The source, relative to the peers' folder.</param>
    /// <param name="name">The program's name.</param>
    /// <param name="options">What the compiler is told besides.</param>
    /// <exception cref="PeerException">It cannot be built.</exception>
    public static string Build(string compiler, string source, string name, params IReadOnlyList<string> options)
    {
        string from = Path.Combine(Places.Peers, source);
        string to = Path.Combine(Directory.CreateDirectory(Path.Combine(Places.Work, "bin")).FullName, name);
        string[] arguments = ["-o", to, from, .. options];
        string stamp = string.Join(' ', arguments) + Changed(from) + Changed(Path.Combine(Places.Peers, "peer.hpp"));
        if (File.Exists(to) && File.Exists(to + ".stamp") && File.ReadAllText(to + ".stamp") == stamp)
            return to;

        Command.Run(compiler, arguments);
        File.WriteAllText(to + ".stamp", stamp);
        return to;
    }

    private static string Changed(string path) => $" {File.GetLastWriteTimeUtc(path).Ticks}";
}
