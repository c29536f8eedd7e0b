namespace RnnGen.Benchmarks.Compare;

/// <summary>Folders of a comparison.</summary>
internal static class Places
{
    /// <summary>The repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Sources of the peers' programs.</summary>
    public static string Peers { get; } = Path.Combine(Repository, "benchmarks", "peers");

    /// <summary>What is built, written and installed; not part of the repository.</summary>
    public static string Work { get; } = Path.Combine(Peers, ".work");

    /// <summary>Where results go if nobody says.</summary>
    public static string Results { get; } = Path.Combine(Work, "results");

    /// <summary>A workload's inputs and parameters.</summary>
    public static string Data(string workload) =>
        Directory.CreateDirectory(Path.Combine(Work, "data", workload)).FullName;

    /// <summary>What a peer computed, empty at first.</summary>
    public static string Output(string peer, string workload)
    {
        string path = Path.Combine(Work, "output", peer, workload);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(Path.Combine(path, "trained"));
        Directory.CreateDirectory(Path.Combine(path, "gradient"));
        return path;
    }

    private static string FindRepository()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at != null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "RnnGen.sln")))
                return at.FullName;
        }

        throw new DirectoryNotFoundException("This runs inside the repository: there is no RnnGen.sln above it.");
    }
}
