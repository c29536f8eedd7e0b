using RnnGen.Layouts;
using RnnGen.Program;

namespace RnnGen.Conversion;

/// <summary>A layer's numbers between a model's parameters and RnnGen's order with two biases.</summary>
internal static class ModelTransfer
{
    private const string InputBias = "bias_ih", StateBias = "bias_hh";

    /// <summary>
    /// Matrices in place, so that reading into them writes the parameters; biases as zeros or, for writing, as copies.
    /// </summary>
    /// <param name="layer">The layer, which has weights.</param>
    /// <param name="values">All parameters.</param>
    /// <param name="withTied">Whether the table of a tied layer is among the matrices.</param>
    public static HubLayer<T> Open<T>(ModelLayer layer, Memory<T> values, bool withTied)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WeightLayer weights = layer.Weights!;
        bool isRecurrent = weights.Kind == WeightKind.Recurrent;
        var hub = new HubLayer<T>(weights.Directions, isRecurrent ? weights.Gates.Length * weights.Units : 0);
        foreach ((string name, ParameterInfo parameter) in layer.Tensors)
        {
            bool isGateBias = isRecurrent && name.StartsWith("bias_", StringComparison.Ordinal);
            if (!isGateBias && (withTied || parameter != layer.Tied))
                hub.Tensors.Add(name, values.Slice((int)parameter.Offset, (int)parameter.Length));
        }

        return hub;
    }

    /// <summary>Copies a recurrent layer's biases out of the parameters.</summary>
    public static void ReadBiases<T>(ModelLayer layer, ReadOnlySpan<T> values, HubLayer<T> hub)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((int direction, string suffix) in Directions(layer))
        {
            Copy(layer, InputBias + suffix, values, hub.InputBiases[direction]);
            Copy(layer, StateBias + suffix, values, hub.StateBiases[direction]);
        }
    }

    /// <summary>Puts biases into the parameters: two, or their sum where the layer has one.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="hub">The biases.</param>
    /// <param name="values">All parameters.</param>
    /// <param name="summed">Receives the tensors that took a sum of two that were not zero.</param>
    /// <returns>What prevents it, or null.</returns>
    public static string? WriteBiases<T>(ModelLayer layer, HubLayer<T> hub, Span<T> values, List<string> summed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WeightLayer weights = layer.Weights!;
        int inner = weights.Cell == CellForm.GruResetAfter ? weights.Units : 0;
        foreach ((int direction, string suffix) in Directions(layer))
        {
            double[] input = hub.InputBiases[direction], state = hub.StateBiases[direction];
            if (layer.Biases == 0)
            {
                if (input.Any(static b => b != 0) || state.Any(static b => b != 0))
                    return "the file has a bias that is not zero, and the model's layer none: declare Biases = 1.";
                continue;
            }

            int plain = input.Length - inner;
            Span<T> first = Of(layer, InputBias + suffix, values);
            if (layer.Biases == 2)
            {
                Set(first, input);
                Set(Of(layer, StateBias + suffix, values), state);
                continue;
            }

            bool isSum = input.AsSpan(0, plain).ContainsAnyExcept(0.0)
                && state.AsSpan(0, plain).ContainsAnyExcept(0.0);
            for (int i = 0; i < plain; i++)
                input[i] += state[i];
            if (NumberRange.TooLarge<T>(input) is { } tooLarge)
                return $"the sum of both biases: {tooLarge}";
            Set(first, input);
            if (inner > 0)
                Set(Of(layer, StateBias + suffix, values), state.AsSpan(plain));
            if (isSum)
                summed.Add($"{layer.Tensors[InputBias + suffix].Name} = both biases of each gate");
        }

        return null;
    }

    private static IEnumerable<(int Direction, string Suffix)> Directions(ModelLayer layer) =>
        layer.Weights!.Directions == 1 ? [(0, "")] : [(0, ""), (1, Layout.Reverse)];

    /// <summary>A bias of fewer rows is that of the last gate.</summary>
    private static void Copy<T>(ModelLayer layer, string name, ReadOnlySpan<T> values, Span<double> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!layer.Tensors.TryGetValue(name, out ParameterInfo? parameter))
            return;
        target = target[(target.Length - parameter.Rows)..];
        for (int i = 0; i < target.Length; i++)
            target[i] = double.CreateTruncating(values[(int)parameter.Offset + i]);
    }

    private static Span<T> Of<T>(ModelLayer layer, string name, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterInfo parameter = layer.Tensors[name];
        return values.Slice((int)parameter.Offset, (int)parameter.Length);
    }

    private static void Set<T>(Span<T> target, ReadOnlySpan<double> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < target.Length; i++)
            target[i] = T.CreateTruncating(values[i]);
    }
}
