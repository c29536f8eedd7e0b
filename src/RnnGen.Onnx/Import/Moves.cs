using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>Nodes that leave numbers as they are: what they make of a value's axes.</summary>
internal static class Moves
{
    /// <summary>The outputs of a node; null where it is no such node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="flow">The value that it reads.</param>
    /// <param name="constants">A tensor of the file, or null.</param>
    /// <param name="shapes">Shapes that the file computes.</param>
    /// <param name="sizeOf">
    /// The size of an axis of <paramref name="flow"/>; 0 where the file leaves it open. F is what D and F have
    /// together.
    /// </param>
    /// <exception cref="OnnxException">It makes other numbers.</exception>
    public static IReadOnlyList<Flow>? Of(
        OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants, Shapes shapes, Func<char, long> sizeOf)
    {
        switch (node.Type)
        {
            case "Identity":
                return [flow];
            case "Dropout" when !IsTraining(node, constants):
                return [flow];
            case "Cast":
                return IsHarmless(node.Int("to", 0), isOfTokens: !flow.Axes.Contains('F')) ? [flow]
                    : throw new OnnxException(
                        $"{node} makes other numbers: it casts to {(ElementType)node.Int("to", 0)}; expected a float "
                            + "type, or int32 or int64 for tokens.");
            case "Transpose" when Permuted(node, flow) is { } axes:
                return [flow with { Axes = axes }];
            case "Squeeze" when Axes(node, constants) is [var axis] && Without(flow, axis) is { } axes:
                return [flow with { Axes = axes }];
            case "Gather" when Finals.Picked(node, flow, constants) is { } picked:
                return [picked];
            case "Slice" when Finals.Cut(node, flow, constants) is { } cut:
                return [cut];
            case "Unsqueeze" when Axes(node, constants) is [var axis] && flow.Axes.Length == 2 && axis == 0:
                return [flow with { Axes = "D" + flow.Axes }];
            case "Split" when flow is { Parts: "01", Earlier: 0 } && IsDirections(node, flow):
                return [flow with { Parts = "0" }, flow with { Parts = "1" }];
            case "Reshape" when Joined(node, flow, shapes, sizeOf) is { } axes:
                return [flow with { Axes = axes }];
            case "Flatten" when flow is { Axes: "BDF" or "BF1", Earlier: 0 } && node.Int("axis", 1) == 1:
                return [flow with { Axes = "BF" }];
            default:
                return null;
        }
    }

    /// <summary>From opset 12 on an input may say that a dropout is to drop.</summary>
    private static bool IsTraining(OnnxNode node, Func<string, OnnxTensor?> constants)
        => node.Input(2).Length > 0 && constants(node.Input(2)) is not { Length: 1, Data.Span: [0] };

    private static string? Permuted(OnnxNode node, Flow flow)
    {
        IReadOnlyList<long> order = node.Attribute("perm")?.Ints ?? [];
        return order.Count == flow.Axes.Length && order.All(i => i >= 0 && i < flow.Axes.Length)
            ? string.Concat(order.Select(i => flow.Axes[(int)i])) : null;
    }

    /// <summary>The axes that a node names, by attribute or as a tensor; none where they are computed.</summary>
    public static long[] Axes(OnnxNode node, Func<string, OnnxTensor?> constants)
        => node.Attribute("axes") is { } attribute ? [.. attribute.Ints]
            : constants(node.Input(1)) is { } tensor ? tensor.ToLongs() : [];

    /// <summary>An axis of one place: what is left of the steps, or that of directions where there is one.</summary>
    private static string? Without(Flow flow, long axis)
    {
        long at = axis < 0 ? axis + flow.Axes.Length : axis;
        if (at < 0 || at >= flow.Axes.Length)
            return null;
        return flow.Axes[(int)at] == '1' || (flow.Axes[(int)at] == 'D' && flow is { Parts.Length: 1, Earlier: 0 })
            ? flow.Axes.Remove((int)at, 1) : null;
    }

    private static bool IsDirections(OnnxNode node, Flow flow)
        => Finals.AxisOf(node, flow) is >= 0 and var at && at < flow.Axes.Length && flow.Axes[at] == 'D'
            && node.Outputs.Count == 2;

    /// <summary>
    /// Both directions side by side: the last two axes become one of their width, and all others stay.
    /// </summary>
    private static string? Joined(OnnxNode node, Flow flow, Shapes shapes, Func<char, long> sizeOf)
    {
        if (!flow.Axes.EndsWith("DF", StringComparison.Ordinal) || flow.Earlier > 0 || node.Int("allowzero", 0) != 0
            || shapes.Of(node.Input(1)) is not { } sizes || sizes.Length != flow.Axes.Length - 1)
            return null;
        string axes = flow.Axes.Replace("D", "", StringComparison.Ordinal);
        bool isWhole = sizes.Count(static size => size.Value == AxisSize.Inferred) <= 1
            && axes.Zip(sizes).All(of => Keeps(of.First, of.Second, sizeOf));
        return isWhole ? axes : null;
    }

    /// <summary>Whether an axis of a Reshape stays what it was.</summary>
    private static bool Keeps(char axis, AxisSize size, Func<char, long> sizeOf)
        => size.Axis != ' ' ? size.Axis == axis
            : size.Value == AxisSize.Inferred || (size.Value == 0 && axis != 'F')
                || (size.Value > 0 && size.Value == sizeOf(axis));

    /// <summary>Whether a cast is to a type of floating point, or to integers that tokens fit.</summary>
    private static bool IsHarmless(long type, bool isOfTokens)
        => isOfTokens ? type is (long)ElementType.Int32 or (long)ElementType.Int64
            : OnnxTensor.IsNumber((ElementType)type);
}
