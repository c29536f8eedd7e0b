using RnnGen.Structure;

namespace RnnGen.Layouts;

/// <summary>Layers as declarations have them, of a model or of what RnnGen's file says.</summary>
internal static class DeclaredLayers
{
    /// <summary>Why no other system has a layer, or null.</summary>
    public static string? Refusal(LayerStructure layer) => layer.Kind switch
    {
        LayerKind.Recurrent when CellForms.Of(layer.Cell) is null => CellForms.Refusal(layer.Cell),
        LayerKind.Recurrent when layer.Zoneout > 0 => "no other system has Zoneout.",
        LayerKind.Recurrent or LayerKind.Dense or LayerKind.Embedding or LayerKind.LayerNorm or LayerKind.Crf => null,
        _ => $"there is no layout for weights of {layer.Kind}.",
    };

    /// <summary>One of a recurrent layer's stack, which is not refused.</summary>
    public static WeightLayer Recurrent(LayerStructure layer, int stack, int inputs, int units) =>
        Recurrent(new SavedLayer(layer), stack, inputs, units);

    /// <summary>The same, of a file that may not say all of it.</summary>
    public static WeightLayer Recurrent(SavedLayer saved, int stack, int inputs, int units)
    {
        LayerStructure layer = saved.Structure;
        return new WeightLayer
        {
            Name = layer.Name,
            Kind = WeightKind.Recurrent,
            Cell = CellForms.Of(layer.Cell)!.Value,
            Stack = stack,
            Inputs = inputs,
            Units = units,
            Projection = layer.NamedSizes.GetValueOrDefault("projection"),
            Directions = layer.IsBidirectional ? 2 : 1,
            HasBias = layer.Biases > 0,
            HasOneBias = layer.Biases == 1,
            Activation = saved.HasActivation ? layer.Activation : null,
            IsDeclared = saved.IsDeclared,
            Merge = layer.Merge,
            GoesBackwards = layer.GoesBackwards,
            IsResidual = layer.IsResidual,
        };
    }

    /// <summary>A layer without time, which is not refused.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="rows">Rows of its weight; of a random field of its transitions.</param>
    /// <param name="columns">Columns of its weight; 0 of a vector.</param>
    /// <param name="hasBias">Whether a bias is there; of a random field scores of the first and the last class.</param>
    /// <param name="table">The layer whose table its weight is, or null.</param>
    public static WeightLayer Other(LayerStructure layer, int rows, int columns, bool hasBias, string? table) =>
        Other(new SavedLayer(layer), rows, columns, hasBias, table);

    /// <summary>The same, of a file that may not say all of it.</summary>
    public static WeightLayer Other(SavedLayer saved, int rows, int columns, bool hasBias, string? table)
    {
        LayerStructure layer = saved.Structure;
        return layer.Kind switch
        {
            LayerKind.Dense => new WeightLayer
            {
                Name = layer.Name,
                Kind = WeightKind.Dense,
                Inputs = columns,
                Units = rows,
                HasBias = hasBias,
                Activation = saved.HasActivation ? layer.Activation : null,
                IsDeclared = saved.IsDeclared,
                TiedTo = table,
            },
            LayerKind.Embedding => new WeightLayer
            {
                Name = layer.Name,
                Kind = WeightKind.Embedding,
                Inputs = rows,
                Units = columns,
                IsDeclared = saved.IsDeclared,
            },
            LayerKind.Crf => new WeightLayer
            {
                Name = layer.Name,
                Kind = WeightKind.Crf,
                Inputs = rows,
                Units = rows,
                HasBias = hasBias,
            },
            _ => new WeightLayer
            {
                Name = layer.Name,
                Kind = WeightKind.LayerNorm,
                Inputs = rows,
                Units = rows,
                Epsilon = saved.HasEpsilon ? layer.Epsilon : null,
                IsDeclared = saved.IsDeclared,
            },
        };
    }

    /// <summary>What is refused: its name, and the reason.</summary>
    public static WeightLayer Refused(LayerStructure layer, string reason) => new()
    {
        Name = layer.Name,
        Kind = WeightKind.Dense,
        Inputs = 0,
        Units = 0,
        Refusal = reason,
    };

    /// <summary>What RnnGen's file says of layers: what is known of them.</summary>
    /// <exception cref="LayoutException">It has no words for a stack whose layers differ.</exception>
    public static IReadOnlyList<SavedLayer> Structures(IEnumerable<WeightLayer> layers) =>
    [
        .. layers.GroupBy(static layer => layer.Name).Select(static stack =>
        {
            WeightLayer first = stack.First();
            return new SavedLayer(first.Kind == WeightKind.Recurrent
                ? Recurrent([.. stack.OrderBy(static layer => layer.Stack)])
                : Other(first))
            {
                IsDeclared = first.IsDeclared,
                HasActivation = first.Activation is not null || IsWithoutActivation(first),
                HasEpsilon = first.Epsilon is not null,
            };
        }),
    ];

    /// <summary>Whether it is the same whatever the activation.</summary>
    private static bool IsWithoutActivation(WeightLayer layer) => layer.Kind != WeightKind.Dense
        && (layer.Kind != WeightKind.Recurrent || layer.Cell != CellForm.SimpleRnn);

    private static LayerStructure Other(WeightLayer layer) => layer.Kind switch
    {
        WeightKind.Dense => new LayerStructure
        {
            Name = layer.Name,
            Kind = LayerKind.Dense,
            Activation = layer.Activation ?? Activation.Identity,
            Biases = layer.HasBias ? 1 : 0,
            TiedTo = layer.TiedTo,
        },
        WeightKind.Embedding => new LayerStructure { Name = layer.Name, Kind = LayerKind.Embedding },
        WeightKind.Crf => new LayerStructure { Name = layer.Name, Kind = LayerKind.Crf },
        _ => new LayerStructure { Name = layer.Name, Kind = LayerKind.LayerNorm, Epsilon = layer.Epsilon ?? 0 },
    };

    private static LayerStructure Recurrent(WeightLayer[] stack)
    {
        WeightLayer first = stack[0];
        for (int i = 0; i < stack.Length; i++)
        {
            if (Difference(stack[i], first, i) is { } difference)
                throw new LayoutException($"'{Excerpt.Of(first.Name)}', layer {stack[i].Stack}: {difference}.");
        }

        return new LayerStructure
        {
            Name = first.Name,
            Kind = LayerKind.Recurrent,
            Cell = CellForms.Cell(first.Cell),
            Sizes = [.. stack.Select(static layer => layer.Units)],
            NamedSizes = first.Projection == 0
                ? new Dictionary<string, int>()
                : new Dictionary<string, int> { ["projection"] = first.Projection },
            Activation = first.Activation ?? Activation.Tanh,
            Biases = Biases(first),
            IsBidirectional = first.Directions == 2,
            Merge = first.Merge,
            GoesBackwards = first.GoesBackwards,
            IsResidual = first.IsResidual,
        };
    }

    /// <summary>What a layer has otherwise than the first of its stack, or null.</summary>
    private static string? Difference(WeightLayer layer, WeightLayer first, int number)
    {
        if (layer.Kind != WeightKind.Recurrent)
            return "it has the name of a layer of another kind";
        if (layer.Stack != number)
            return $"there is no layer {number}";
        if (layer.Cell != first.Cell)
            return $"it is {CellForms.Describe(layer.Cell)}, and layer 0 {CellForms.Describe(first.Cell)}";
        if (Biases(layer) != Biases(first))
            return $"it has {Describe(Biases(layer))}, and layer 0 has {Describe(Biases(first))}";
        if (layer.Directions != first.Directions)
            return $"it has {layer.Directions} directions, and layer 0 has {first.Directions}";
        return layer.Projection == first.Projection ? null
            : $"it is projected to {layer.Projection} units, and layer 0 to {first.Projection}";
    }

    private static int Biases(WeightLayer layer) => !layer.HasBias ? 0 : layer.HasOneBias ? 1 : 2;

    private static string Describe(int biases) => biases switch
    {
        0 => "no bias",
        1 => "one bias",
        _ => "two biases",
    };
}
