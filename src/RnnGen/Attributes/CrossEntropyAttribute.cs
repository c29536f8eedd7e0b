namespace RnnGen;

/// <summary>Softmax cross-entropy on the outputs as they are (logits) with class targets.</summary>
public sealed class CrossEntropyAttribute : LossAttribute
{
    /// <summary>Targets of this class count nothing.</summary>
    public int IgnoreIndex { get; set; } = -100;

    /// <summary>One weight a class.</summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>Share of the target that is spread over all classes, in [0, 1).</summary>
    public double LabelSmoothing { get; set; }
}
