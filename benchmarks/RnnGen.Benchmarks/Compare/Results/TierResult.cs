namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>What our kernels reach on one instruction tier, on one core.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="What">The product's shape, a workload, or the maths of a cell.</param>
/// <param name="Value">The best speed in GFLOP/s, or nanoseconds for 16 cells.</param>
/// <param name="Kind">Which of them it is.</param>
internal sealed record TierResult(string Tier, string What, double Value, TierKind Kind)
{
    /// <summary>The value's unit.</summary>
    public string Unit => Kind == TierKind.Pointwise ? "ns per 16 cells" : "GFLOP/s";

    /// <summary>Whether it is faster than another measurement of the same.</summary>
    public bool IsBetterThan(TierResult other) => Kind == TierKind.Pointwise ? Value < other.Value : Value > other.Value;
}
