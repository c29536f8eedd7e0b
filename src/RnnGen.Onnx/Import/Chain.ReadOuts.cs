using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>One value of each row: pools over steps, and what layers end with.</summary>
internal sealed partial class Chain
{
    /// <summary>
    /// The step that a layer of one direction ends with, over rows of one length, or what dense layers make of it; null
    /// where a node picks something else.
    /// </summary>
    private Flow? LastStepOf(OnnxNode node, Flow flow)
    {
        int time = flow.Axes.IndexOf('T', StringComparison.Ordinal), dense = _links.Count;
        while (dense > 0 && _links[dense - 1] is DenseLink)
            dense--;
        if (flow.IsFinal || time < 0 || flow.Stage != _stage || dense == 0
            || _links[dense - 1] is not RecurrentLink link || link.Node.Input(4).Length > 0)
            return null;
        long step;
        string axes;
        if (node.Type == "Gather" && Finals.AxisOf(node, flow) == time
            && Finals.IndexOf(node, ConstantOf) is { } index)
            (step, axes) = (index, flow.Axes.Remove(time, 1));
        else if (SliceOf.Of(node, flow, ConstantOf) is { } slice && slice.Axis == time
            && slice is { Start: -1, IsToTheEnd: true } or { Start: 0, End: 1 })
            (step, axes) = (slice.Start, flow.Axes.Replace('T', '1'));
        else
            return null;
        if (link.Directions == 2 && step is 0 or -1)
            throw new OnnxException(
                $"{node} takes step {step} of a layer of two directions, one of which has read a single step there; "
                    + "expected what both ended with (PyTorch's h_n).");
        if (step != (link.Direction == "forward" ? -1 : 0))
            return null;
        if (dense == _links.Count)
            return flow with { Axes = axes, IsFinal = true };
        _links.Insert(dense, new ReadOutLink(node, "LastStep"));
        return new Flow(axes, "", _links.Count, ++_stage);
    }

    /// <summary>What a recurrent layer ended with becomes a read-out where it is used.</summary>
    private Flow ReadOut(OnnxNode node, Flow flow)
    {
        if (!flow.IsFinal)
            return flow;
        RequireWhole(node, flow);
        _links.Add(new ReadOutLink(node, "LastStep"));
        return flow with { IsFinal = false, Depth = _links.Count, Stage = ++_stage };
    }

    private void Pool(OnnxNode node, Flow flow)
    {
        IReadOnlyList<long> axes = node.Attribute("axes")?.Ints
            ?? (_constants.TryGetValue(node.Input(1), out OnnxTensor? given) ? given.ToLongs() : []);
        int time = flow.Axes.IndexOf('T', StringComparison.Ordinal);
        if (axes.Count != 1 || time < 0 || (axes[0] != time && axes[0] + flow.Axes.Length != time)
            || !flow.Axes.Contains('F', StringComparison.Ordinal))
            throw new OnnxException($"{node} is no pool over the steps.");
        string kept = node.Int("keepdims", 1) != 0 ? "1" : "";
        Pool(node, flow, flow.Axes.Remove(time, 1).Insert(time, kept));
    }

    /// <summary>
    /// Whether a pool has one window, over all of the steps that the file says: so PyTorch writes its adaptive maximum.
    /// </summary>
    private bool IsOverAllSteps(OnnxNode node, Flow flow)
        => node.Attribute("kernel_shape") is { Ints: [var kernel] } && kernel == SizeOf('T', flow)
            && node.Attribute("pads")?.Ints.Any(static pad => pad != 0) != true
            && node.Attribute("dilations")?.Ints.Any(static step => step != 1) != true
            && node.Attribute("auto_pad")?.Text is null or "" or "NOTSET" or "VALID";

    private void Pool(OnnxNode node, Flow flow, string axes)
    {
        bool isMaximum = node.Type.Contains("Max", StringComparison.Ordinal);
        if (_links.OfType<RecurrentLink>().LastOrDefault()?.Node.Input(4).Length > 0)
            throw new OnnxException(
                $"{node} is over all steps, those beyond the rows' lengths too; {(isMaximum ? "MaxPool" : "MeanPool")} "
                    + "is over valid ones.");
        Next(new ReadOutLink(node, isMaximum ? "MaxPool" : "MeanPool"), flow, axes);
    }
}
