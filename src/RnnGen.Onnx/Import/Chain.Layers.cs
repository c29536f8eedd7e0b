using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>Nodes that are a layer, or a part of one.</summary>
internal sealed partial class Chain
{
    private void Recurrent(OnnxNode node, Flow flow, string[] read)
    {
        bool isBatchFirst = node.Int("layout", 0) == 1;
        if (node.Input(0) != read[0] || read.Length > 1)
            throw new OnnxException($"{node} starts from a computed state; states here start from zero.");
        RequireWhole(node, flow);
        RequireLengths(node);
        RecurrentLink link = RecurrentLink.Of(node, ConstantOf, _starts, _makers.GetValueOrDefault);

        // the order is asked for last: which axis comes first is tried, and no order mends what is wrong otherwise
        Require(node, flow, isBatchFirst ? "BTF" : "TBF");
        RequireWidth(node, flow, link.Inputs);
        string parts = link.Directions == 2 ? "01" : "0";
        _links.Add(link);
        _stage++;
        Set(node.Output(0), new Flow(isBatchFirst ? "BTDF" : "TDBF", parts, _links.Count, _stage));
        Set(node.Output(1), new Flow(isBatchFirst ? "BDF" : "DBF", parts, _links.Count, _stage, IsFinal: true));
    }

    private void Dense(OnnxNode node, Flow flow)
    {
        if (!_flows.ContainsKey(node.Input(0)) || !_constants.TryGetValue(node.Input(1), out OnnxTensor? weight)
            || weight.Shape.Count != 2 || node.Int("transA", 0) != 0 || node.Float("alpha", 1) != 1
            || node.Float("beta", 1) != 1)
            throw new OnnxException($"{node} is no product with a matrix of the file.");
        flow = ReadOut(node, flow);
        Require(node, flow, flow.Axes.Length == 2 ? "BF" : IsOf(flow.Axes, "BTF") ? flow.Axes : "BTF");
        var link = new DenseLink(node, weight.OfNumbers(), node.Type == "Gemm" && node.Int("transB", 0) != 0);
        if (weight.Length == 0)
            throw new OnnxException($"{node} has {link.Units} units and reads {link.Inputs}; expected some.");
        RequireWhole(node, flow);
        RequireWidth(node, flow, link.Inputs);
        if (node.Input(2) is { Length: > 0 } name)
            link = link with { Bias = BiasOf(node, name, link.Units, flow.Axes.Length) };
        Next(link, flow, flow.Axes);
    }

    private static bool IsOf(string axes, string letters)
        => axes.Order().SequenceEqual(letters.Order()) && axes[^1] == 'F';

    private void Bias(OnnxNode node, Flow flow)
    {
        string other = node.Inputs.FirstOrDefault(_constants.ContainsKey)
            ?? throw new OnnxException($"{node} adds two computed values; only layers in a row are read.");
        if (flow.Stage != _stage || _links.Count == 0
            || _links[^1] is not DenseLink { Bias: null, Activation: Activation.Identity } dense)
            throw new OnnxException($"{node} adds numbers to what is no product.");
        if (flow.Axes[^1] != 'F')
            throw new OnnxException(
                $"{node} adds numbers along the last of the axes {flow.Axes}; expected F, features.");
        Become(dense with { Bias = BiasOf(node, other, dense.Units, flow.Axes.Length) }, node, flow);
    }

    /// <summary>A number a unit, the same ones for all rows and steps.</summary>
    private OnnxTensor BiasOf(OnnxNode node, string name, int units, int axes)
        => _constants.TryGetValue(name, out OnnxTensor? bias) && bias.Shape.Count >= 1 && bias.Shape.Count <= axes
            && bias.Shape[^1] == units && bias.Length == units ? bias.OfNumbers()
            : throw new OnnxException($"{node}: its bias is no tensor of {units} numbers, one a unit.");

    private void Activate(OnnxNode node, Flow flow, Activation activation)
    {
        if (flow.Stage != _stage || _links.Count == 0
            || _links[^1] is not DenseLink { Activation: Activation.Identity } dense)
            throw new OnnxException($"{node} follows no dense layer.");
        Become(dense with { Activation = activation }, node, flow);
    }

    /// <summary>The last layer turns out to be more; what it was before is no value of the chain any more.</summary>
    private void Become(Link link, OnnxNode node, Flow flow)
    {
        _links[^1] = link;
        Set(node.Output(0), flow with { Stage = ++_stage });
    }

    private void Concat(OnnxNode node, string[] read)
    {
        Flow[] all = [.. node.Inputs.Select(name => _flows.GetValueOrDefault(name)).OfType<Flow>()];
        if (all.Length != node.Inputs.Count || all.Any(one => one with { Parts = "" } != all[0] with { Parts = "" })
            || Finals.AxisOf(node, all[0]) != all[0].Axes.Length - 1 || all[0].Axes[^1] != 'F'
            || string.Concat(all.Select(static one => one.Parts)) != "01")
            throw new OnnxException(
                $"{node} joins {read.Length} values that are not both directions of a layer, in their order.");
        Set(node.Output(0), all[0] with { Parts = "01" });
    }
}
