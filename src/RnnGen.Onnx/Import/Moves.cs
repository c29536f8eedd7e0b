using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>Nodes that leave numbers as they are: what they make of a value's axes.</summary>
internal static class Moves
{
    private const long Inferred = -1;

    /// <summary>The outputs of a node; null where it is no such node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="flow">The value that it reads.</param>
    /// <param name="constants">A tensor of the file, or null.</param>
    /// <param name="sizeOf">
    /// The size of an axis of <paramref name="flow"/>; 0 where the file leaves it open. F is what D and F have
    /// together.
    /// </param>
    /// <exception cref="OnnxException">It makes other numbers.</exception>
    public static IReadOnlyList<Flow>? Of(
        OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants, Func<char, long> sizeOf)
    {
        switch (node.Type)
        {
            case "Identity" or "Dropout":
                return [flow];
            case "Cast":
                return IsHarmless(node.Int("to", 0), isOfTokens: !flow.Axes.Contains('F')) ? [flow]
                    : throw new OnnxException(
                        $"{node} makes other numbers: it casts to type {node.Int("to", 0)}; expected a float type, "
                            + "or int32 or int64 for tokens.");
            case "Transpose" when Permuted(node, flow) is { } axes:
                return [flow with { Axes = axes }];
            case "Squeeze" when Axes(node, constants) is [var axis] && Without(flow, axis) is { } axes:
                return [flow with { Axes = axes }];
            case "Gather" when flow is { IsFinal: true, Parts: "0" } && IsOnlyDirection(node, flow, constants):
                return [flow with { Axes = flow.Axes.Replace("D", "", StringComparison.Ordinal) }];
            case "Unsqueeze" when Axes(node, constants) is [var axis] && flow.Axes.Length == 2 && axis == 0:
                return [flow with { Axes = "D" + flow.Axes }];
            case "Split" when flow is { Parts: "01" } && IsDirections(node, flow):
                return [flow with { Parts = "0" }, flow with { Parts = "1" }];
            case "Reshape" when Joined(node, flow, constants, sizeOf) is { } axes:
                return [flow with { Axes = axes }];
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

    /// <summary>The axes that a node names, by attribute or as a tensor; none where they are computed.</summary>
    public static long[] Axes(OnnxNode node, Func<string, OnnxTensor?> constants)
        => node.Attribute("axes") is { } attribute ? [.. attribute.Ints]
            : constants(node.Input(1)) is { } tensor ? tensor.ToLongs() : [];

    /// <summary>Only the axis of directions can be dropped, and only where there is one of them.</summary>
    private static string? Without(Flow flow, long axis)
    {
        int at = (int)(axis < 0 ? axis + flow.Axes.Length : axis);
        return at >= 0 && at < flow.Axes.Length && flow.Axes[at] == 'D' && flow.Parts.Length == 1
            ? flow.Axes.Remove(at, 1) : null;
    }

    /// <summary>PyTorch's <c>h[-1]</c> where there is one direction.</summary>
    private static bool IsOnlyDirection(OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants)
    {
        long axis = node.Int("axis", 0);
        int at = (int)(axis < 0 ? axis + flow.Axes.Length : axis);
        return at >= 0 && at < flow.Axes.Length && flow.Axes[at] == 'D'
            && constants(node.Input(1)) is { Shape.Count: 0, Type: ElementType.Int32 or ElementType.Int64 } index
            && index.ToLongs()[0] is 0 or -1;
    }

    private static bool IsDirections(OnnxNode node, Flow flow)
    {
        long axis = node.Int("axis", 0);
        int at = (int)(axis < 0 ? axis + flow.Axes.Length : axis);
        return at >= 0 && at < flow.Axes.Length && flow.Axes[at] == 'D' && node.Outputs.Count == 2;
    }

    /// <summary>
    /// Both directions side by side: the last two axes become one of their width, and all others stay.
    /// </summary>
    private static string? Joined(
        OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants, Func<char, long> sizeOf)
    {
        if (!flow.Axes.EndsWith("DF", StringComparison.Ordinal) || node.Int("allowzero", 0) != 0
            || constants(node.Input(1)) is not { Shape: [var count] } shape || count != flow.Axes.Length - 1)
            return null;
        string axes = flow.Axes.Replace("D", "", StringComparison.Ordinal);
        long[] sizes = shape.ToLongs();
        bool isWhole = sizes.Count(static size => size == Inferred) <= 1
            && axes.Zip(sizes).All(of => of.Second is Inferred || (of.Second == 0 && of.First != 'F')
                || (of.Second > 0 && of.Second == sizeOf(of.First)));
        return isWhole ? axes : null;
    }

    /// <summary>Whether a cast is to float, float16, double or bfloat16, or to integers that tokens fit.</summary>
    private static bool IsHarmless(long type, bool isOfTokens)
        => isOfTokens ? type is (long)ElementType.Int32 or (long)ElementType.Int64 : type is 1 or 10 or 11 or 16;
}
