namespace RnnGen.Structure;

/// <summary>A part of a network: a layer in one direction, or what stands between layers.</summary>
public sealed record RegionStructure
{
    /// <summary>Its name, unique in the model.</summary>
    public required string Name { get; init; }

    /// <summary>How it is computed.</summary>
    public required RegionKind Kind { get; init; }

    /// <summary>Index in the model's axes of that whose steps it runs over.</summary>
    public int Axis { get; init; }

    /// <summary>Whether it has a value at each step; otherwise one a row.</summary>
    public bool PerStep { get; init; } = true;

    /// <summary>Whether a scan goes from each row's last step to its first.</summary>
    public bool IsReverse { get; init; }

    /// <summary>
    /// Index in <see cref="ModelStructure.Layers"/> of the recurrent layer whose cell it is in one direction and
    /// nothing else; or -1.
    /// </summary>
    public int Layer { get; init; } = -1;

    /// <summary>Number of the stacked layer, from 0.</summary>
    public int Stack { get; init; }

    /// <summary>What it reads, one a step.</summary>
    public IReadOnlyList<ValueReference> Inputs { get; init; } = [];

    /// <summary>Units of each output.</summary>
    public IReadOnlyList<int> OutputSizes { get; init; } = [];

    /// <summary>Index in the model's parameters of an embedding's table, or -1.</summary>
    public int Table { get; init; } = -1;

    /// <summary>Index in the model's inputs of the tokens that an embedding or a gather reads, or -1.</summary>
    public int TokenInput { get; init; } = -1;

    /// <summary>The states of a scan.</summary>
    public IReadOnlyList<StateStructure> States { get; init; } = [];

    /// <summary>What its attention reads.</summary>
    public IReadOnlyList<MemoryStructure> Memories { get; init; } = [];

    /// <summary>The equations of a scan or a map: operands stand before what reads them.</summary>
    public IReadOnlyList<StepNode> Nodes { get; init; } = [];

    /// <summary>Of each state the node of its next value.</summary>
    public IReadOnlyList<int> NextStates { get; init; } = [];

    /// <summary>Of each output its node.</summary>
    public IReadOnlyList<int> Outputs { get; init; } = [];
}
