using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>
/// What layers ended with, as PyTorch's <c>h_n</c> holds it: all layers and directions along one axis, of which the
/// last layer's are picked one by one.
/// </summary>
internal static class Finals
{
    /// <summary>Values of several layers along the axis of directions; null where a node joins other ones.</summary>
    /// <param name="node">A node Concat.</param>
    /// <param name="flows">What it joins, in order.</param>
    public static Flow? Stacked(OnnxNode node, IReadOnlyList<Flow> flows)
    {
        if (flows.Count < 2 || flows.Count != node.Inputs.Count || flows[0].Axes.IndexOf('D') is not (>= 0 and var at)
            || AxisOf(node, flows[0]) != at)
            return null;
        for (int i = 0; i < flows.Count; i++)
        {
            if (!flows[i].IsFinal || flows[i].Axes != flows[0].Axes || (i > 0 && flows[i].Depth <= flows[i - 1].Depth))
                return null;
        }

        return flows[^1] with
        {
            Earlier = flows[^1].Earlier + flows.SkipLast(1).Sum(static flow => flow.Earlier + flow.Parts.Length),
        };
    }

    /// <summary>One place along that axis, such as <c>h[-1]</c>; null where a node picks something else.</summary>
    /// <param name="node">A node Gather.</param>
    /// <param name="flow">What it picks from.</param>
    /// <param name="constants">A tensor of the file, or null.</param>
    /// <exception cref="OnnxException">It picks what a layer in front of the last ended with.</exception>
    public static Flow? Picked(OnnxNode node, Flow flow, Func<string, OnnxTensor?> constants)
    {
        int at = AxisOf(node, flow);
        if (!flow.IsFinal || at < 0 || at >= flow.Axes.Length || flow.Axes[at] != 'D'
            || IndexOf(node, constants) is not { } index)
            return null;
        int places = flow.Earlier + flow.Parts.Length;
        long place = index < 0 ? index + places : index;
        if (place < 0 || place >= places)
            throw new OnnxException($"{node} picks {index} of {places} states.");
        if (place < flow.Earlier)
            throw new OnnxException(
                $"{node} picks {index} of {places} states, which a layer in front of the last ended with; expected "
                    + $"{flow.Earlier} or more, the last layer's.");
        return flow with
        {
            Axes = flow.Axes.Remove(at, 1), Parts = flow.Parts.Substring((int)place - flow.Earlier, 1), Earlier = 0,
        };
    }

    /// <summary>The index that a node Gather reads; null where there are several, or where it is computed.</summary>
    public static long? IndexOf(OnnxNode node, Func<string, OnnxTensor?> constants)
        => constants(node.Input(1)) is { Shape.Count: 0, Type: ElementType.Int32 or ElementType.Int64 } index
            ? index.ToLongs()[0] : null;

    /// <summary>The axis of a node, counted from the first of what it reads.</summary>
    public static int AxisOf(OnnxNode node, Flow flow)
    {
        long axis = node.Int("axis", 0);
        return axis is < int.MinValue or > int.MaxValue ? -1 : (int)(axis < 0 ? axis + flow.Axes.Length : axis);
    }
}
