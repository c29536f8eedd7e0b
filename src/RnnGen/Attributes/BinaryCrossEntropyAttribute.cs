namespace RnnGen;

/// <summary>Binary cross-entropy on the outputs as they are (logits) with targets in [0, 1].</summary>
public sealed class BinaryCrossEntropyAttribute : LossAttribute
{
    /// <summary>One weight an output for the positive class.</summary>
    public double[]? PositiveWeights { get; set; }
}
