using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>A node Slice along one axis, step by step.</summary>
/// <param name="Axis">The axis, counted from the first.</param>
/// <param name="Start">The first place; counted from the end where it is negative.</param>
/// <param name="End">The place behind the last one, likewise; beyond the axis for its end.</param>
internal readonly record struct SliceOf(int Axis, long Start, long End)
{
    /// <summary>Whether it goes to the end of the axis, however long that is.</summary>
    public bool IsToTheEnd => End >= int.MaxValue;

    /// <summary>The node's; null where it has several axes or steps, or computes them.</summary>
    /// <param name="node">The node.</param>
    /// <param name="flow">What it reads.</param>
    /// <param name="constants">A tensor of the file, or null.</param>
    public static SliceOf? Of(OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants)
    {
        if (node.Type != "Slice" || One("starts", 1) is not { } start || One("ends", 2) is not { } end
            || (node.Input(4).Length > 0 && One("steps", 4) != 1))
            return null;
        long? axis = node.Attribute("axes") is null && node.Input(3).Length == 0 ? 0 : One("axes", 3);
        if (axis is not { } of || of < -flow.Axes.Length || of >= flow.Axes.Length)
            return null;
        return new SliceOf((int)(of < 0 ? of + flow.Axes.Length : of), start, end);

        // Up to opset 9 they are attributes.
        long? One(string name, int input)
            => node.Attribute(name) is { Ints: [var own] } ? own
                : constants(node.Input(input)) is
                { Length: 1, Type: ElementType.Int32 or ElementType.Int64 } tensor ? tensor.ToLongs()[0] : null;
    }
}
