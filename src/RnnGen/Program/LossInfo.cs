namespace RnnGen.Program;

/// <summary>The declared loss.</summary>
public sealed record LossInfo
{
    /// <summary>Which loss.</summary>
    public required LossKind Kind { get; init; }

    /// <summary>Whether there is one loss a row, which reads its steps together.</summary>
    internal bool IsPerSequence => Kind is LossKind.Crf or LossKind.Ctc;

    /// <summary>How losses become one number.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>Targets of this class count nothing (cross-entropy).</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <summary>One weight a class (cross-entropy), or null.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Share of the target that is spread over all classes (cross-entropy), in [0, 1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>One weight an output for the positive class (binary cross-entropy), or null.</summary>
    public IReadOnlyList<double>? PositiveWeights { get; init; }

    /// <summary>Where the quadratic part ends: beta of smooth L1, delta of Huber.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Which quantile the outputs become, between 0 and 1.</summary>
    public double Level { get; init; } = 0.5;

    /// <summary>A loss of the declaration's own, or null.</summary>
    public ElementObjective? Objective { get; init; }

    /// <summary>Whether the first and the last class have scores of their own (CRF).</summary>
    public bool StartEnd { get; init; } = true;

    /// <summary>Which paths are predicted from (CRF).</summary>
    public TagScheme Scheme { get; init; }

    /// <summary>The output that stands for no label (CTC).</summary>
    public int Blank { get; init; }

    /// <summary>Whether a row that has too few steps for its targets counts nothing (CTC).</summary>
    public bool ZeroInfinity { get; init; }

    /// <summary>
    /// Indices in <see cref="ModelInfo.Parameters"/> of the tensors that the loss learns, one behind the other; empty
    /// where it learns none.
    /// </summary>
    public IReadOnlyList<int> Parameters { get; init; } = [];
}
