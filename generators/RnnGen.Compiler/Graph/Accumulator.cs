namespace RnnGen.Compiler.Graph;

/// <summary>A pre-activation: units, the biases it starts from (summed) and the weight block of each operand, in order.</summary>
internal sealed class Accumulator(int id, string name, int units, string owner)
{
    /// <summary>Number within its step graph, in the order of the equations.</summary>
    public int Id { get; } = id;

    /// <summary>The local of the cell that it belongs to, such as <c>f</c>.</summary>
    public string Name { get; } = name;

    public int Units { get; } = units;

    /// <summary>The layer that it belongs to: the products of one layer stay together where a step has several.</summary>
    public string Owner { get; } = owner;

    public List<VectorSlice> Biases { get; } = [];

    public List<WeightTerm> Terms { get; } = [];
}
