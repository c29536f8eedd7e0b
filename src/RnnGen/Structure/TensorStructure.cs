using RnnGen.Program;

namespace RnnGen.Structure;

/// <summary>What a parameter is for.</summary>
public sealed record TensorStructure
{
    /// <summary>The parameter.</summary>
    public required ParameterInfo Parameter { get; init; }

    /// <summary>Index in <see cref="ModelStructure.Layers"/> of the layer that it was made for.</summary>
    public required int Layer { get; init; }

    /// <summary>What the layer does with it.</summary>
    public required TensorRole Role { get; init; }

    /// <summary>Its name without layer and position, such as <c>weight_ih</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the stacked layer, from 0.</summary>
    public int Stack { get; init; }

    /// <summary>Whether it belongs to a direction that reads each row from its end.</summary>
    public bool IsReverse { get; init; }

    /// <summary>
    /// Its gates in the order of their rows: of weights and biases; other vectors, tables and tensors of losses have
    /// none.
    /// </summary>
    public IReadOnlyList<GateRows> Gates { get; init; } = [];
}
