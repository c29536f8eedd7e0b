namespace RnnGen.Compiler.Graph;

/// <summary>
/// A value of the step graph. Nodes are made by <see cref="GraphBuilder"/> only, which shares equal ones: reference
/// equality is value equality, and ids ascend from operands to users.
/// </summary>
internal sealed class Node
{
    public required int Id { get; init; }

    public required Op Op { get; init; }

    public required Node[] Args { get; init; }

    /// <summary>Units of a vector; 0 for a number that is the same for all units of a row.</summary>
    public required int Size { get; init; }

    /// <summary>The value of a constant.</summary>
    public double Value { get; init; }

    /// <summary>Which input chunk, state, parameter, mask site or memory.</summary>
    public int Index { get; init; }

    /// <summary>The pre-activation that an affine node computes.</summary>
    public Accumulator? Accumulator { get; init; }

    /// <summary>The weight blocks that a transposed node multiplies by, one for each argument but the start.</summary>
    public (Accumulator Accumulator, int Term)[] TransposedTerms { get; init; } = [];

    /// <summary>A name from the equations, for readers of the emitted code.</summary>
    public string? Name { get; set; }

    public bool IsConstant(double value) => Op == Op.Constant && Value.Equals(value);

    public override string ToString() => $"%{Id} {OpInfo.Of(Op).Name}{(Name is null ? "" : " " + Name)}";
}
