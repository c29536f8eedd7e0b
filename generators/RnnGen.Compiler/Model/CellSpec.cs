namespace RnnGen.Compiler.Model;

/// <summary>A recurrent cell as its equations, normalised: names, no symbols.</summary>
internal sealed record CellSpec
{
    public required string Name { get; init; }

    /// <summary>The name of the input parameter of <c>Step</c>.</summary>
    public required string Input { get; init; }

    public required EquatableArray<StateSpec> States { get; init; }

    public EquatableArray<CellStatement> Body { get; init; }

    /// <summary>The new states in parameter order; where <see cref="HasSeparateOutput"/>, the output comes first.</summary>
    public required EquatableArray<CellExpr> Returns { get; init; }

    /// <summary>One more value than states is returned, and the first is the layer's output.</summary>
    public bool HasSeparateOutput => Returns.Count == States.Count + 1;

    /// <summary>Whether its equations depend on the activation that a layer declares.</summary>
    public bool HasActivation => this.All().Any(static expr => expr is CallExpr { Function: CellFunction.Activate });
}

/// <summary>A state parameter of a cell and the value it starts at.</summary>
internal sealed record StateSpec(string Name, double Initial);

/// <summary><c>var a = value;</c>, or <c>var (a, b) = value;</c> where the value is a Split.</summary>
internal sealed record CellStatement(EquatableArray<string> Names, CellExpr Value);

/// <summary>An expression of the cell language.</summary>
internal abstract record CellExpr;

/// <summary>A number, constants folded.</summary>
internal sealed record NumberExpr(double Value) : CellExpr;

/// <summary>The input, a state or a local.</summary>
internal sealed record NameExpr(string Name) : CellExpr;

/// <summary>An operator or a function of the table <c>OpInfo</c> over arguments.</summary>
internal sealed record CallExpr(CellFunction Function, EquatableArray<CellExpr> Arguments) : CellExpr;

/// <summary>Sum of one learned matrix times each operand, plus one bias where <see cref="HasBias"/>.</summary>
internal sealed record AffineExpr : CellExpr
{
    public required EquatableArray<CellExpr> Operands { get; init; }

    public required bool HasBias { get; init; }

    public SizeSpec Units { get; init; } = SizeSpec.Hidden;

    /// <summary>The bias's initial value, or null for the layer's initialiser.</summary>
    public double? InitialBias { get; init; }

    /// <summary>The explicit tensor name, or null: keyed by local and operand.</summary>
    public string? Name { get; init; }
}

/// <summary>A learned vector times the operand.</summary>
internal sealed record ScaleExpr(CellExpr Operand, double? Initial, string? Name) : CellExpr;

/// <summary>A learned vector.</summary>
internal sealed record ParameterExpr(double Initial, SizeSpec Units, string? Name) : CellExpr;

/// <summary>(v - mean) / sqrt(variance + epsilon) * gain (+ shift), over all units of the operand.</summary>
internal sealed record LayerNormExpr(CellExpr Operand, bool HasShift, double Epsilon, string? Name) : CellExpr;

/// <summary>A vector size: a multiple of the hidden size, or a named size of the layer.</summary>
internal sealed record SizeSpec(int Multiple, string? Name)
{
    public static SizeSpec Hidden { get; } = new(1, null);
}

/// <summary>Operators and functions of the cell language; one row each in every table of the compiler.</summary>
internal enum CellFunction
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Max,
    Min,
    Sigmoid,
    Tanh,
    Relu,
    Exp,
    Log,
    LogSigmoid,
    Softplus,
    Abs,
    Sqrt,
    Square,

    /// <summary>The layer's declared activation.</summary>
    Activate,
    LeakyRelu,
    Elu,
    Selu,
    Softsign,
    HardSigmoid,
    HardTanh,
    Gelu,

    /// <summary>Over all units of the vector.</summary>
    Softmax,
    Concat,

    /// <summary>Equal parts; the second argument is their number.</summary>
    Split,
}
