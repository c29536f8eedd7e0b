using RnnGen.Benchmarks.Compare.Goals;

namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>A whole comparison, ready to be written.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Versions">Peers that ran, with their versions.</param>
/// <param name="Roofline">What the machine can do.</param>
/// <param name="Results">What was found.</param>
/// <param name="Goals">The goals and what was reached.</param>
internal sealed record Report(
    CompareOptions Options,
    Machine Machine,
    IReadOnlyDictionary<string, string> Versions,
    Roofline Roofline,
    ResultSet Results,
    IReadOnlyList<Goal> Goals)
{
    /// <summary>Times of ours, in the order of the workloads.</summary>
    public IEnumerable<(Workloads.Workload Workload, Kind Kind, Summary Own)> OwnTimes =>
        from kind in Enum.GetValues<Kind>()
        from workload in Options.Workloads
        let own = Results.Best(workload.Name, kind, Measurement.Own)
        where own != null
        select (workload, kind, own);
}
