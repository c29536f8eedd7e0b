namespace RnnGen.Program;

/// <summary>What a model is made of, as the generator saw it.</summary>
public sealed record ModelInfo
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>Features a step; 0 where the model reads tokens.</summary>
    public required int Features { get; init; }

    /// <summary>Number of tokens known; 0 where the model reads features.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The declared number of steps, or 0 for any.</summary>
    public required int FixedSteps { get; init; }

    /// <summary>Width of the output.</summary>
    public required int Outputs { get; init; }

    /// <summary>Whether there is an output at each step; otherwise one a sequence.</summary>
    public required bool OutputPerStep { get; init; }

    /// <summary>Whether an output depends on no later step, so that the model can stream.</summary>
    public required bool IsCausal { get; init; }

    /// <summary>Layers in order, for people.</summary>
    public required IReadOnlyList<LayerInfo> Layers { get; init; }

    /// <summary>Tensors of the flat parameter buffer, in its order.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init; }

    /// <summary>Recurrent states, layer by layer, direction by direction.</summary>
    public required IReadOnlyList<StateInfo> States { get; init; }

    /// <summary>Places that drop units while training.</summary>
    public required IReadOnlyList<DropoutSite> DropoutSites { get; init; }

    /// <summary>The declared loss, or null.</summary>
    public required LossInfo? Loss { get; init; }
}

/// <summary>One line of a model's summary.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Kind">What it is, such as <c>Lstm(32, Layers = 2)</c>.</param>
/// <param name="Output">Its output's shape, such as <c>[B, T, 32]</c>.</param>
/// <param name="ParameterCount">Its number of learned floats.</param>
public sealed record LayerInfo(string Name, string Kind, string Output, long ParameterCount);

/// <summary>A tensor of the flat parameter buffer.</summary>
/// <param name="Name">Its name in files, such as <c>lstm.weight_ih_l0</c>.</param>
/// <param name="Offset">Its first float in the flat buffer.</param>
/// <param name="Rows">Rows of a matrix; length of a vector.</param>
/// <param name="Columns">Columns of a matrix; 0 for a vector.</param>
/// <param name="Blocks">How each block of rows starts, from the first row on.</param>
public sealed record ParameterInfo(string Name, long Offset, int Rows, int Columns, IReadOnlyList<InitialBlock> Blocks)
{
    /// <summary>Number of floats.</summary>
    public long Length => (long)Rows * Math.Max(1, Columns);
}

/// <summary>How a block of a tensor's rows is initialised.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Kind">The distribution.</param>
/// <param name="Value">Its parameter: the constant, the bound of a uniform, the deviation of a normal, the gain of an orthogonal.</param>
public sealed record InitialBlock(int Rows, InitialKind Kind, double Value);

/// <summary>Distributions that parameters start from.</summary>
public enum InitialKind
{
    /// <summary>Every float is the value.</summary>
    Constant,

    /// <summary>Uniform in [-value, value).</summary>
    Uniform,

    /// <summary>Normal with mean 0 and deviation value.</summary>
    Normal,

    /// <summary>A matrix with orthonormal rows or columns, times the value.</summary>
    Orthogonal,

    /// <summary>The unit matrix times the value.</summary>
    Identity,
}

/// <summary>A recurrent state.</summary>
/// <param name="Name">Layer, state and position, such as <c>lstm.h_l0</c> or <c>lstm.c_l1_reverse</c>.</param>
/// <param name="Size">Units.</param>
/// <param name="Initial">The value it starts at where none is given.</param>
public sealed record StateInfo(string Name, int Size, double Initial);

/// <summary>A place that drops units while training.</summary>
/// <param name="Name">Its name, such as <c>lstm.dropout_l0</c>.</param>
/// <param name="Width">Units.</param>
/// <param name="Rate">Probability that a unit is dropped, or keeps its old value in zoneout.</param>
/// <param name="PerSequence">One mask a row instead of one a step.</param>
/// <param name="Kind">What the mask multiplies.</param>
public sealed record DropoutSite(string Name, int Width, double Rate, bool PerSequence, DropoutKind Kind);

/// <summary>What a dropout site does.</summary>
public enum DropoutKind
{
    /// <summary>Inverted dropout: the mask is 0 or 1/(1-p).</summary>
    Inverted,

    /// <summary>Zoneout: the mask is 1 where the old value is kept and 0 where the new one is taken.</summary>
    Zoneout,
}

/// <summary>The declared loss.</summary>
public sealed record LossInfo
{
    /// <summary>Which loss.</summary>
    public required LossKind Kind { get; init; }

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
}
