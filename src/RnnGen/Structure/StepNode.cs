namespace RnnGen.Structure;

/// <summary>
/// A value of one row at one step: a vector, or a number that goes with all units of one.
/// </summary>
/// <remarks>
/// <para>
/// <c>const</c> is <see cref="Value"/>. <c>input</c>, <c>state</c> and <c>attend</c> are of the input, state or memory
/// <see cref="Index"/>; <c>parameter</c> is <see cref="Vector"/>; <c>affine</c> is the sum of <see cref="Biases"/> and
/// <see cref="Terms"/>.
/// </para>
/// <para>
/// Unit by unit: <c>add</c>, <c>sub</c>, <c>mul</c>, <c>div</c>, <c>max</c>, <c>min</c> of two, <c>fma</c> (a b + c),
/// <c>neg</c>, <c>sigmoid</c>, <c>tanh</c>, <c>relu</c>, <c>exp</c>, <c>log</c>, <c>softplus</c>, <c>abs</c>,
/// <c>sqrt</c>, <c>erf</c>, <c>select_greater</c> (a &gt; b ? x : y) and <c>select_equal</c>. Over all units of a
/// vector, to a number: <c>sum</c> and <c>largest</c>.
/// </para>
/// </remarks>
public sealed record StepNode
{
    /// <summary>The operation.</summary>
    public required string Op { get; init; }

    /// <summary>Units; 0 for a number.</summary>
    public int Size { get; init; }

    /// <summary>The nodes that it is computed from; of an affine those of its terms.</summary>
    public IReadOnlyList<int> Arguments { get; init; } = [];

    /// <summary>The number of a constant.</summary>
    public double Value { get; init; }

    /// <summary>Which input, state or memory.</summary>
    public int Index { get; init; } = -1;

    /// <summary>Of an affine the local of the cell that it belongs to, such as <c>f</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Of a parameter where it stands.</summary>
    public VectorPart? Vector { get; init; }

    /// <summary>The learned vectors that an affine adds.</summary>
    public IReadOnlyList<VectorPart> Biases { get; init; } = [];

    /// <summary>The products that an affine adds.</summary>
    public IReadOnlyList<ProductTerm> Terms { get; init; } = [];
}
