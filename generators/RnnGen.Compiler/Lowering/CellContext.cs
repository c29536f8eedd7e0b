using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>What a cell is lowered for: one layer and direction of a declaration.</summary>
internal sealed record CellContext
{
    public required RecurrentLayer Layer { get; init; }

    /// <summary>Spec node path of the layer, such as <c>layers[1]</c>.</summary>
    public required string Path { get; init; }

    public required int Hidden { get; init; }

    /// <summary>Units of each chunk of the input.</summary>
    public required IReadOnlyList<int> InputSizes { get; init; }

    /// <summary>Prefix of tensor names: the layer's name.</summary>
    public required string Name { get; init; }

    /// <summary>Prefix of site names: the layer's name, numbered where the layer is used again.</summary>
    public required string Use { get; init; }

    /// <summary>Suffix of tensor names, such as <c>_l1_reverse</c>.</summary>
    public required string Suffix { get; init; }

    /// <summary>Number of the axis that the layer runs over.</summary>
    public int Axis { get; init; }

    public required TensorSet Tensors { get; init; }

    public required SiteSet Sites { get; init; }

    public required bool Training { get; init; }
}
