namespace RnnGen.Compiler.Model;

/// <summary>The declared loss with its options.</summary>
internal sealed record LossSpec
{
    public required LossKind Kind { get; init; }

    public Reduction Reduction { get; init; }

    /// <summary>Factor of the loss in the sum over all heads.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Targets of this class count nothing (cross-entropy).</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <summary>One weight a class (cross-entropy), or empty.</summary>
    public EquatableArray<double> ClassWeights { get; init; }

    public double LabelSmoothing { get; init; }

    /// <summary>One weight an output for the positive class (binary cross-entropy), or empty.</summary>
    public EquatableArray<double> PositiveWeights { get; init; }

    /// <summary>Where the quadratic part ends: beta of smooth L1, delta of Huber.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Which quantile the outputs become, between 0 and 1.</summary>
    public double Level { get; init; } = 0.5;

    /// <summary>A loss of the declaration's own, or null.</summary>
    public ObjectiveSpec? Objective { get; init; }

    /// <summary>Whether the first and the last class have scores of their own (CRF).</summary>
    public bool StartEnd { get; init; }

    /// <summary>Which paths are predicted from (CRF).</summary>
    public TagScheme Scheme { get; init; }

    /// <summary>The output that stands for no label (CTC).</summary>
    public int Blank { get; init; }

    /// <summary>Whether a row that has too few steps for its targets counts nothing (CTC).</summary>
    public bool ZeroInfinity { get; init; }
}
