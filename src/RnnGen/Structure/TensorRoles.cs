using System.Globalization;
using RnnGen.Program;

namespace RnnGen.Structure;

/// <summary>Says what each parameter is for, by its name and by the equations that read it.</summary>
internal static class TensorRoles
{
    private const string Reverse = "_reverse";

    public static IReadOnlyList<TensorStructure> Of(
        ModelInfo info, IReadOnlyList<LayerStructure> layers, IReadOnlyList<RegionStructure> regions)
    {
        var gates = new SortedDictionary<int, GateRows>[info.Parameters.Count];
        for (int i = 0; i < gates.Length; i++)
            gates[i] = [];
        foreach (StepNode node in regions.SelectMany(static region => region.Nodes))
        {
            foreach (ProductTerm term in node.Terms)
                gates[term.Parameter][term.Row] = new GateRows(node.Name!, term.Row, node.Size);
            foreach (VectorPart bias in node.Biases)
                gates[bias.Parameter][bias.First] = new GateRows(node.Name!, bias.First, node.Size);
        }

        return [.. info.Parameters.Select((parameter, i) => Of(parameter, layers, [.. gates[i].Values]))];
    }

    private static TensorStructure Of(
        ParameterInfo parameter, IReadOnlyList<LayerStructure> layers, IReadOnlyList<GateRows> gates)
    {
        int dot = parameter.Name.IndexOf('.');
        string owner = parameter.Name[..dot], name = parameter.Name[(dot + 1)..];
        int number = 0;
        while (layers[number].Name != owner)
            number++;
        LayerStructure layer = layers[number];
        (int stack, bool isReverse) = (0, false);
        if (layer.Kind == LayerKind.Recurrent)
            (name, stack, isReverse) = Place(name);
        return new TensorStructure
        {
            Parameter = parameter,
            Layer = number,
            Name = name,
            Role = Role(layer.Kind, name),
            Stack = stack,
            IsReverse = isReverse || layer.GoesBackwards,
            // rows of a table are tokens, whoever else multiplies by it
            Gates = layer.Kind == LayerKind.Embedding ? [] : gates,
        };
    }

    /// <summary>From <c>weight_ih_l1_reverse</c> its name and where it belongs.</summary>
    private static (string Name, int Stack, bool IsReverse) Place(string name)
    {
        bool isReverse = name.EndsWith(Reverse, StringComparison.Ordinal);
        if (isReverse)
            name = name[..^Reverse.Length];
        int at = name.LastIndexOf("_l", StringComparison.Ordinal);
        return (name[..at], int.Parse(name.AsSpan(at + 2), CultureInfo.InvariantCulture), isReverse);
    }

    private static TensorRole Role(LayerKind kind, string name) => (kind, name) switch
    {
        (LayerKind.Embedding, _) => TensorRole.Table,
        (LayerKind.Recurrent, "weight_ih") => TensorRole.InputWeight,
        (LayerKind.Recurrent, "weight_hh") => TensorRole.StateWeight,
        (LayerKind.Recurrent, "bias_ih") => TensorRole.InputBias,
        (LayerKind.Recurrent, "bias_hh") => TensorRole.StateBias,
        (LayerKind.Recurrent, "weight_hr") => TensorRole.Projection,
        (LayerKind.Recurrent, "weight_ci" or "weight_cf" or "weight_co") => TensorRole.Peephole,
        (LayerKind.Dense or LayerKind.Attention, "weight") => TensorRole.Weight,
        (LayerKind.Dense, "bias") => TensorRole.Bias,
        (LayerKind.LayerNorm, "weight") => TensorRole.Gain,
        (LayerKind.LayerNorm, "bias") => TensorRole.Shift,
        (LayerKind.Attention, "weight_q") => TensorRole.QueryWeight,
        (LayerKind.Attention, "weight_k") => TensorRole.KeyWeight,
        (LayerKind.Attention, "v") => TensorRole.ScoreVector,
        _ => TensorRole.Other,
    };
}
