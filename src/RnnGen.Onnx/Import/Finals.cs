using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>
/// What layers ended with, as PyTorch's <c>h_n</c> holds it: all layers and directions along one axis, of which the
/// last layer's are picked.
/// </summary>
internal static class Finals
{
    private const long MostPlaces = 10_000;

    /// <summary>Values of several layers along the axis of directions; null where a node joins other ones.</summary>
    /// <param name="node">A node Concat.</param>
    /// <param name="flows">What it joins, in order.</param>
    public static Flow? Stacked(OnnxNode node, IReadOnlyList<Flow> flows)
    {
        if (flows.Count < 2 || flows.Count != node.Inputs.Count
            || flows[0].Axes.IndexOf('D', StringComparison.Ordinal) is not (>= 0 and var at)
            || AxisOf(node, flows[0]) != at)
            return null;
        long places = 0;
        for (int i = 0; i < flows.Count; i++)
        {
            if (!flows[i].IsFinal || flows[i].Axes != flows[0].Axes || (i > 0 && flows[i].Depth <= flows[i - 1].Depth))
                return null;
            places += flows[i].Earlier + flows[i].Parts.Length;
        }

        return places <= MostPlaces ? flows[^1] with { Earlier = (int)places - flows[^1].Parts.Length } : null;
    }

    /// <summary>One place along that axis, such as <c>h[-1]</c>; null where a node picks something else.</summary>
    /// <param name="node">A node Gather.</param>
    /// <param name="flow">What it picks from.</param>
    /// <param name="constants">A tensor of the file, or null.</param>
    /// <exception cref="OnnxException">It picks what a layer in front of the last ended with.</exception>
    public static Flow? Picked(OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants)
    {
        int at = AxisOf(node, flow);
        if (!IsOfDirections(flow, at) || IndexOf(node, constants) is not { } index)
            return null;
        int places = PlacesOf(flow);
        long place = index < 0 ? index + places : index;
        Flow picked = Own(node, flow, place, place + 1, $"{index}");
        return picked with { Axes = flow.Axes.Remove(at, 1) };
    }

    /// <summary>Some places along that axis, such as <c>h[-2:]</c>; null where a node cuts something else.</summary>
    /// <param name="node">A node Slice.</param>
    /// <param name="flow">What it cuts from.</param>
    /// <param name="constants">A tensor of the file, or null.</param>
    /// <exception cref="OnnxException">There are places of a layer in front of the last among them.</exception>
    public static Flow? Cut(OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants)
    {
        if (SliceOf.Of(node, flow, constants) is not { } slice || !IsOfDirections(flow, slice.Axis))
            return null;
        int places = PlacesOf(flow);
        long start = slice.Start < 0 ? slice.Start + places : slice.Start;
        long end = slice.End < 0 ? slice.End + places : Math.Min(slice.End, places);
        return Own(node, flow, start, end, $"{slice.Start} to {(slice.IsToTheEnd ? "the end" : slice.End)}");
    }

    /// <summary>The index that a node Gather reads; null where there are several, or where it is computed.</summary>
    public static long? IndexOf(OnnxNode node, Func<string, OnnxTensor?> constants)
        => constants(node.Input(1)) is { Shape.Count: 0, Type: ElementType.Int32 or ElementType.Int64 } index
            ? index.ToLongs()[0] : null;

    /// <summary>The axis of a node, counted from the first of what it reads; -1 where it has none such.</summary>
    public static int AxisOf(OnnxNode node, Flow flow)
    {
        long axis = node.Int("axis", 0);
        return axis < -flow.Axes.Length || axis >= flow.Axes.Length ? -1
            : (int)(axis < 0 ? axis + flow.Axes.Length : axis);
    }

    private static bool IsOfDirections(Flow flow, int axis) => flow.IsFinal && axis >= 0 && flow.Axes[axis] == 'D';

    private static int PlacesOf(Flow flow) => flow.Earlier + flow.Parts.Length;

    private static Flow Own(OnnxNode node, Flow flow, long start, long end, string said)
    {
        int places = PlacesOf(flow);
        if (start < 0 || end > places || start >= end)
            throw new OnnxException($"{node} picks {said} of {places} states.");
        if (start < flow.Earlier)
            throw new OnnxException(
                $"{node} picks {said} of {places} states, which a layer in front of the last ended with; expected "
                    + $"{flow.Earlier} or more, the last layer's.");
        return flow with { Parts = flow.Parts[(int)(start - flow.Earlier)..(int)(end - flow.Earlier)], Earlier = 0 };
    }
}
