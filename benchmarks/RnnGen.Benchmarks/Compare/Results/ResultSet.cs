namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>All that a comparison has found.</summary>
internal sealed class ResultSet
{
    /// <summary>Every time.</summary>
    public List<Measurement> Measurements { get; } = [];

    /// <summary>Every comparison of values.</summary>
    public List<CheckedValue> Checks { get; } = [];

    /// <summary>Bytes that a run of ours allocates after the first, by workload and kind.</summary>
    public Dictionary<(string Workload, Kind Kind), long> Allocated { get; } = [];

    /// <summary>What could not run, by name, with the reason.</summary>
    public Dictionary<string, string> Skipped { get; } = [];

    /// <summary>Peers that could run but failed, with the reason.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Kernels on each instruction tier.</summary>
    public List<TierResult> Tiers { get; } = [];

    /// <summary>Adds what a tier reaches, or improves on an earlier measurement.</summary>
    public void Take(TierResult result)
    {
        int index = Tiers.FindIndex(other => other.Tier == result.Tier && other.What == result.What);
        if (index < 0)
            Tiers.Add(result);
        else if (result.IsBetterThan(Tiers[index]))
            Tiers[index] = result;
    }

    /// <summary>First results of a fresh process.</summary>
    public List<FirstStepResult> FirstSteps { get; } = [];

    /// <summary>A system's best setting; null where it was not measured.</summary>
    public Summary? Best(string workload, Kind kind, string system) =>
        Measurements.Where(m => m.Workload == workload && m.Kind == kind && m.System == system)
            .GroupBy(static m => m.Setting)
            .Select(static group => Summary.Of([.. group]))
            .MinBy(static summary => summary.Best);

    /// <summary>The comparison of a system's values that is furthest off.</summary>
    public CheckedValue? WorstCheck(string workload, Kind kind, string system) =>
        Checks.Where(c => c.Workload == workload && c.Kind == kind && c.System == system)
            .MaxBy(static c => c.Difference is { } d ? (d.IsAbsolute ? d.Absolute : d.Relative) : double.MaxValue);
}
