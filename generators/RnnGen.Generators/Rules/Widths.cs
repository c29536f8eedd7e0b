namespace RnnGen.Generators.Rules;

/// <summary>Widths in front of and behind each layer, as far as the declaration states them.</summary>
internal static class Widths
{
    /// <summary>
    /// Element i is the width in front of layer i, the last one the model's outputs; null where only the cell knows.
    /// </summary>
    public static int[]? Of(ModelSpec spec)
    {
        var widths = new int[spec.Layers.Count + 1];
        widths[0] = spec.Input.Features;
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            switch (spec.Layers[i])
            {
                case EmbeddingLayer embedding:
                    widths[i + 1] = embedding.Size;
                    break;
                case DenseLayer dense:
                    widths[i + 1] = dense.Units;
                    break;
                case RecurrentLayer recurrent when Outputs(recurrent) is { } outputs:
                    widths[i + 1] = outputs[outputs.Length - 1];
                    break;
                case RecurrentLayer:
                    return null;
                default:
                    widths[i + 1] = widths[i];
                    break;
            }
        }

        return widths;
    }

    /// <summary>The output width of each stacked layer; null where only the cell knows.</summary>
    public static int[]? Outputs(RecurrentLayer layer)
    {
        int directions = layer.Bidirectional && layer.Merge == Merge.Concat ? 2 : 1;
        int?[] outputs = [.. layer.Sizes.Select(size => directions * CellOutputSize.Of(layer, size))];
        return outputs.All(static width => width is not null)
            ? [.. outputs.Select(static width => width!.Value)] : null;
    }
}
