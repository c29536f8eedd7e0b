namespace RnnGen.Compiler.Graph;

/// <summary>A pre-activation: units, the biases it starts from (summed) and the weight block of each operand, in order.</summary>
internal sealed class Accumulator(int id, string name, int units)
{
    /// <summary>Number within its step graph, in the order of the equations.</summary>
    public int Id { get; } = id;

    /// <summary>The local of the cell that it belongs to, such as <c>f</c>.</summary>
    public string Name { get; } = name;

    public int Units { get; } = units;

    public List<VectorSlice> Biases { get; } = [];

    public List<WeightTerm> Terms { get; } = [];
}
