using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>What a layer requires of the value that it reads.</summary>
internal sealed partial class Chain
{
    private const string LayersAreRead = "of a layer its outputs and its last hidden state are read";

    /// <summary>The output is what the last layer gives, as whoever runs the model expects it.</summary>
    private void End(OnnxValue output)
    {
        if (!_flows.TryGetValue(output.Name, out Flow? flow))
        {
            if (LayerOfCell(output.Name) is { } layer)
                throw new OnnxException(
                    $"The output '{output.Name}' is the cell state that {layer} ended with; {LayersAreRead}.");
            OnnxNode? inner = _makers.Values.FirstOrDefault(
                static node => node.Attributes.Any(static attribute => attribute.Graph is not null));
            throw new OnnxException(
                inner is null ? $"The output '{output.Name}' does not depend on the input '{Input.Name}'."
                    : $"{inner} has a graph of its own, which is not read; PyTorch writes If where it squeezes an axis "
                        + "whose size is left open.");
        }

        if (_links.Count == 0)
            return;
        OnnxNode maker = _makers.GetValueOrDefault(output.Name) ?? _links[^1].Node;
        if (flow.Stage != _stage)
            throw new OnnxException($"The output '{output.Name}' is not behind all layers.");
        if (flow is { IsFinal: true, Parts.Length: 1, Earlier: 0 })
            flow = flow with { Axes = flow.Axes.Replace("D", "", StringComparison.Ordinal) };
        if (flow.Axes is not ("BF" or "BTF" or "TBF" or "B1F" or "1BF"))
            throw new OnnxException(
                $"The output '{output.Name}' has its axes in the order {flow.Axes} (B rows, T steps, D layers and "
                    + "directions, F features); expected BF or BTF.");
        RequireWhole(maker, flow);
        if (flow.IsFinal)
            ReadOut(maker, flow);
    }

    /// <summary>A node reads no last cell state; one that starts from it has another message.</summary>
    private void RequireNoCell(OnnxNode node)
    {
        if (node.Type == "Shape")
            return;
        bool isLayer = node.Type is "LSTM" or "GRU" or "RNN";
        foreach (string input in isLayer ? node.Inputs.Take(1) : node.Inputs)
        {
            if (LayerOfCell(input) is { } layer)
                throw new OnnxException($"{node} reads the cell state that {layer} ended with; {LayersAreRead}.");
        }
    }

    /// <summary>The layer whose last cell state a value is; null for any other value.</summary>
    private OnnxNode? LayerOfCell(string name)
        => name.Length > 0 && _makers.GetValueOrDefault(name) is { Type: "LSTM" } layer && layer.Output(2) == name
            ? layer : null;

    private void RequireWhole(OnnxNode node, Flow flow)
    {
        if (flow.Stage != _stage)
            throw new OnnxException($"{node} reads what another layer has read; only layers in a row are read.");
        if (flow.Earlier > 0)
            throw new OnnxException($"{node} reads states of several layers; only the last one's are read.");
        int directions = _links.OfType<RecurrentLink>().LastOrDefault()?.Directions ?? 1;
        if (flow.Parts.Length == 1 && directions == 2)
            throw new OnnxException($"{node} reads one of two directions.");
    }

    /// <summary>All layers have the lengths of the rows, one and the same input, or none has.</summary>
    private void RequireLengths(OnnxNode node)
    {
        string? lengths = node.Input(4).Length == 0 ? "" : _choices.LengthsOf(node.Input(4));
        if (lengths is null)
            throw new OnnxException(
                $"{node} has the lengths of its rows from '{node.Input(4)}'; expected an input of the graph.");
        foreach (RecurrentLink link in _links.OfType<RecurrentLink>())
        {
            string others = link.Node.Input(4).Length == 0 ? "" : _choices.LengthsOf(link.Node.Input(4)) ?? "";
            if (others != lengths)
                throw new OnnxException(
                    $"{node} has {(lengths.Length == 0 ? "no lengths" : $"the lengths '{lengths}'")}, and {link.Node} "
                        + $"{(others.Length == 0 ? "none" : $"'{others}'")}; expected the same for all layers.");
        }
    }

    private void Require(OnnxNode node, Flow flow, string axes)
    {
        if (flow.Axes != axes)
            throw new OnnxException(
                $"{node} reads axes in the order {flow.Axes}; expected {axes} (B rows, T steps, F features).");
    }

    private void RequireWidth(OnnxNode node, Flow flow, int units)
    {
        if (SizeOf('F', flow) is > 0 and var width && width != units)
            throw new OnnxException($"{node} has a matrix for {units} units, and reads {width}.");
    }

    /// <summary>The size of an axis of a value; 0 where the file leaves it open.</summary>
    private long SizeOf(char axis, Flow flow)
    {
        if (axis == '1')
            return 1;
        if (axis != 'F' || flow.Depth == 0)
            return (IsTimeMajor ? "TBF" : "BTF").IndexOf(axis, StringComparison.Ordinal) is >= 0 and var place
                && place < Input.Shape.Count ? Input.Shape[place].Value : 0;
        int at = flow.Depth - 1;
        while (at > 0 && _links[at] is ReadOutLink)
            at--;
        return _links[at] switch
        {
            RecurrentLink layer => (long)layer.Hidden
                * (flow.Parts.Length > 0 ? flow.Parts.Length : layer.Directions),
            DenseLink dense => dense.Units,
            EmbeddingLink embedding => embedding.Table.Shape[1],
            _ => 0,
        };
    }
}
