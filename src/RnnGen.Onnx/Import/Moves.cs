using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>Nodes that leave numbers as they are: what they make of a value's axes.</summary>
internal static class Moves
{
    /// <summary>The outputs of a node; null where it is no such node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="flow">The value that it reads.</param>
    /// <param name="constants">A tensor of the file, or null.</param>
    public static IReadOnlyList<Flow>? Of(OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants)
    {
        switch (node.Type)
        {
            case "Identity" or "Cast" or "Dropout":
                return [flow];
            case "Transpose" when Permuted(node, flow) is { } axes:
                return [flow with { Axes = axes }];
            case "Squeeze" when Axes(node, constants) is [var axis] && Without(flow, axis) is { } axes:
                return [flow with { Axes = axes }];
            case "Unsqueeze" when Axes(node, constants) is [var axis] && flow.Axes.Length == 2 && axis == 0:
                return [flow with { Axes = "D" + flow.Axes }];
            case "Split" when flow is { Parts: "01" } && IsDirections(node, flow):
                return [flow with { Parts = "0" }, flow with { Parts = "1" }];
            case "Reshape" when Joined(node, flow, constants) is { } axes:
                return [flow with { Axes = axes }];
            case "Where" when IsZero(node.Input(2), constants):
                return [flow]; // what is beyond a row's length
            default:
                return null;
        }
    }

    private static string? Permuted(OnnxNode node, Flow flow)
    {
        IReadOnlyList<long> order = node.Attribute("perm")?.Ints ?? [];
        return order.Count == flow.Axes.Length && order.All(i => i >= 0 && i < flow.Axes.Length)
            ? string.Concat(order.Select(i => flow.Axes[(int)i])) : null;
    }

    private static long[] Axes(OnnxNode node, Func<string, OnnxTensor?> constants)
        => node.Attribute("axes") is { } attribute ? [.. attribute.Ints]
            : constants(node.Input(1)) is { } tensor ? tensor.ToLongs() : [];

    /// <summary>Only the axis of directions can be dropped, and only where there is one of them.</summary>
    private static string? Without(Flow flow, long axis)
    {
        int at = (int)(axis < 0 ? axis + flow.Axes.Length : axis);
        return at >= 0 && at < flow.Axes.Length && flow.Axes[at] == 'D' && flow.Parts.Length == 1
            ? flow.Axes.Remove(at, 1) : null;
    }

    private static bool IsDirections(OnnxNode node, Flow flow)
    {
        long axis = node.Int("axis", 0);
        int at = (int)(axis < 0 ? axis + flow.Axes.Length : axis);
        return at >= 0 && at < flow.Axes.Length && flow.Axes[at] == 'D' && node.Outputs.Count == 2;
    }

    /// <summary>Both directions side by side: the last two axes become one.</summary>
    private static string? Joined(OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants)
        => flow.Axes.EndsWith("DF", StringComparison.Ordinal)
            && constants(node.Input(1)) is { Shape: [var count] } && count == flow.Axes.Length - 1
            ? flow.Axes.Replace("D", "", StringComparison.Ordinal) : null;

    private static bool IsZero(string name, Func<string, OnnxTensor?> constants)
        => constants(name) is { Length: 1, Type: ElementType.Float } tensor && tensor.At(0) == 0;
}
