namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>One way to run a peer on a workload: a program with arguments and environment.</summary>
/// <param name="Name">What is different, such as 2 threads.</param>
/// <param name="Threads">Cores that it uses.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">What is added to its environment.</param>
internal sealed record PeerSetting(
    string Name,
    int Threads,
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>No additions to the environment.</summary>
    public static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();
}
