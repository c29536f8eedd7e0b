using RnnGen.Onnx.Format;
using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>
/// A recurrence as a Scan of its equations. What multiplies its inputs is one product over all steps in front of it; a
/// step beyond a row's length leaves the states as they are.
/// </summary>
internal sealed class ScanNode
{
    private readonly NetworkExport _network;
    private readonly int _number;
    private readonly RegionStructure _region;
    private readonly GraphWriter _graph;
    private readonly GraphWriter _body;
    private readonly List<string> _scanned = [];
    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];

    public ScanNode(NetworkExport network, int number)
    {
        (_network, _number, _region) = (network, number, network.Structure.Regions[number]);
        _graph = network.Graph;
        _body = _graph.Body();
    }

    public void Write()
    {
        string[] starts = [.. _region.States.Select((state, j)
            => _network.Start(_number, j) ?? _network.Spread(_graph.Constant(0), state.Size))];
        string[] states = [.. _region.States.Select(state => Input(state.Name, ElementType.Float, state.Size))];
        List<(ProductGroup Group, string Value)> products = [.. Products()];
        var nodes = new StepNodes(_network, _body, _region) { Inputs = [.. Inputs()], States = states };
        foreach ((ProductGroup group, string value) in products)
            nodes.SetProducts(group, value);
        string? valid = _network.Mask(_region.Axis) is { } mask ? Scanned("valid", mask, ElementType.Bool, 1) : null;
        if (_scanned.Count == 0)
            Scanned("valid", _network.AllSteps(_region.Axis), ElementType.Bool, 1);
        for (int j = 0; j < states.Length; j++)
        {
            int size = _region.States[j].Size;
            string next = nodes.Whole(_region.NextStates[j], size, Shape(size));
            Output(_region.States[j].Name, valid is null ? next : _body.Add("Where", valid, next, states[j]), size);
        }

        for (int i = 0; i < _region.Outputs.Count; i++)
        {
            int size = _region.OutputSizes[i];
            Output("y", nodes.Whole(_region.Outputs[i], size, Shape(size)), size);
        }

        string[] results = _graph.Add("Scan", [.. starts, .. _scanned], [.. Attributes()], _outputs.Count);
        for (int j = 0; j < states.Length; j++)
            _network.SetFinal(_number, j, results[j]);
        for (int i = 0; i < _region.Outputs.Count; i++)
            _network.Set(_number, i, results[states.Length + i]);
    }

    private IEnumerable<OnnxAttribute> Attributes()
    {
        yield return new OnnxAttribute
        {
            Name = "body",
            Kind = AttributeKind.Graph,
            Graph = new OnnxGraph
            {
                Name = _region.Name,
                Nodes = _body.Nodes,
                Inputs = _inputs,
                Outputs = _outputs,
            },
        };
        yield return GraphWriter.Int("num_scan_inputs", _scanned.Count);
        if (!_region.IsReverse)
            yield break;
        yield return GraphWriter.Ints("scan_input_directions", [.. _scanned.Select(static _ => 1L)]);
        if (_region.Outputs.Count > 0)
            yield return GraphWriter.Ints("scan_output_directions", [.. _region.Outputs.Select(static _ => 1L)]);
    }

    /// <summary>Products with inputs, over all steps.</summary>
    private IEnumerable<(ProductGroup Group, string Value)> Products()
    {
        foreach (ProductGroup group in ProductGroup.Of(_network, _region))
        {
            StepNode argument = _region.Nodes[group.Argument];
            if (argument.Op != "input")
                continue;
            string product = group.Write(_graph, _network.Value(_region.Inputs[argument.Index]));
            yield return (group, Scanned("product", product, ElementType.Float, group.Width));
        }
    }

    /// <summary>The inputs that something else than a product reads.</summary>
    private IEnumerable<string> Inputs()
    {
        for (int i = 0; i < _region.Inputs.Count; i++)
        {
            bool isRead = _region.Outputs.Concat(_region.NextStates).Any(IsInput)
                || _region.Nodes.Any(node => node.Op != "affine" && node.Arguments.Any(IsInput));
            yield return isRead
                ? Scanned("x", _network.Value(_region.Inputs[i]), ElementType.Float, _region.Inputs[i].Size) : "";

            bool IsInput(int node) => _region.Nodes[node].Op == "input" && _region.Nodes[node].Index == i;
        }
    }

    private string Scanned(string name, string value, ElementType type, int size)
    {
        _scanned.Add(value);
        return Input(name, type, size);
    }

    private string Input(string name, ElementType type, int size)
    {
        string unique = _graph.Unique($"{_region.Name}/{name}");
        _inputs.Add(new OnnxValue(unique, type, ["batch", size]));
        return unique;
    }

    private void Output(string name, string value, int size)
    {
        string unique = _graph.Unique($"{_region.Name}/{name}_next");
        _body.Name(value, unique);
        _outputs.Add(new OnnxValue(unique, ElementType.Float, ["batch", size]));
    }

    private string Shape(int size) => _network.ShapeOf(size);
}
