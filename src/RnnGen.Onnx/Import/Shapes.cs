using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>
/// Shapes that a file puts together from those of its values, as PyTorch does where batch and time are open: they are
/// followed through nodes that pick and join sizes, in the order of the graph.
/// </summary>
internal sealed class Shapes(Func<string, OnnxTensor?> constants)
{
    private const int MaxAxes = 8;

    private readonly Dictionary<string, AxisSize[]> _known = new(StringComparer.Ordinal);

    /// <summary>Takes note of what a node makes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="flow">The value that it reads first, where that is one of the layers'.</param>
    public void Walk(OnnxNode node, Flow? flow)
    {
        AxisSize[]? sizes = node.Type switch
        {
            "Shape" when flow is not null && node.Attributes.Count == 0 => [.. flow.Axes.Select(SizeOf)],
            "Gather" when Of(node.Input(0)) is { } from && Of(node.Input(1)) is { } picks => Picked(from, picks),
            "Unsqueeze" or "Squeeze" or "Identity" or "Cast" => Of(node.Input(0)),
            "Concat" => Joined(node),
            _ => null,
        };
        if (sizes is { Length: <= MaxAxes } && node.Domain is ("" or "ai.onnx"))
            _known[node.Output(0)] = sizes;
        else
            _known.Remove(node.Output(0));
    }

    /// <summary>The sizes that a value is; null where that is not known.</summary>
    public AxisSize[]? Of(string name) => constants(name) is { } tensor
        ? tensor is { Type: ElementType.Int32 or ElementType.Int64, Length: <= MaxAxes, Shape.Count: <= 1 }
            ? [.. tensor.ToLongs().Select(static size => new AxisSize(' ', size))] : null
        : _known.GetValueOrDefault(name);

    /// <summary>Rows and steps are the same everywhere; widths change from layer to layer.</summary>
    private static AxisSize SizeOf(char axis) => axis is 'B' or 'T' ? new AxisSize(axis, 0) : AxisSize.Unknown;

    private static AxisSize[]? Picked(AxisSize[] from, AxisSize[] picks)
    {
        var picked = new AxisSize[picks.Length];
        for (int i = 0; i < picks.Length; i++)
        {
            long at = picks[i].Value < 0 ? picks[i].Value + from.Length : picks[i].Value;
            if (picks[i].Axis != ' ' || at < 0 || at >= from.Length)
                return null;
            picked[i] = from[at];
        }

        return picked;
    }

    private AxisSize[]? Joined(OnnxNode node)
    {
        List<AxisSize> all = [];
        foreach (string input in node.Inputs)
        {
            if (Of(input) is not { } sizes || all.Count + sizes.Length > MaxAxes)
                return null;
            all.AddRange(sizes);
        }

        return [.. all];
    }
}
