using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>
/// The layers of a file, one behind the other: from its only sequence to its output, through nodes that compute and
/// nodes that only move axes. Whatever else touches the value is refused by name.
/// </summary>
internal sealed partial class Chain
{
    private readonly Dictionary<string, OnnxTensor> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Flow> _flows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxNode> _makers = new(StringComparer.Ordinal);
    private readonly List<Link> _links = [];
    private readonly Starts _starts;
    private readonly LengthChoices _choices;
    private readonly Shapes _shapes;
    private readonly long _opset;

    /// <summary>An empty chain, at the input of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isTimeMajor">Whether steps come before rows; null where the names of axes say it.</param>
    private Chain(OnnxModel model, bool? isTimeMajor)
    {
        OnnxGraph graph = model.Graph;
        _opset = model.OpsetVersion;
        foreach (OnnxTensor tensor in graph.Initializers)
            _constants[tensor.Name] = tensor;
        OnnxValue[] inputs = [.. graph.Inputs.Where(input => !_constants.ContainsKey(input.Name))];
        if (inputs.Length == 0)
            throw new OnnxException("The graph has no input.");
        Input = inputs[0];
        _starts = new Starts(inputs.Skip(1).Select(static input => input.Name), ConstantOf);
        _choices = new LengthChoices(ConstantOf, _makers.GetValueOrDefault);
        _shapes = new Shapes(ConstantOf);
        IsTokens = Input.Type is ElementType.Int32 or ElementType.Int64;
        if (!IsTokens && Input.Type is not (ElementType.Float or ElementType.Double))
            throw new OnnxException($"The input '{Input.Name}' is of type {Input.Type}; expected numbers or tokens.");
        int axes = Input.Shape.Count;
        if (axes != (IsTokens ? 2 : 3))
            throw new OnnxException(
                $"The input '{Input.Name}' has {axes} axes; expected "
                    + $"{(IsTokens ? "[batch, time]" : "[batch, time, features]")}.");
        bool saysTimeMajor = IsTime(Input.Shape[0].Symbol) || IsBatch(Input.Shape[1].Symbol);
        IsOpen = !saysTimeMajor && !IsBatch(Input.Shape[0].Symbol) && !IsTime(Input.Shape[1].Symbol);
        IsTimeMajor = isTimeMajor ?? saysTimeMajor;
        _flows[Input.Name] = new Flow((IsTimeMajor ? "TB" : "BT") + (IsTokens ? "" : "F"), "", 0);
    }

    /// <summary>What the file reads.</summary>
    public OnnxValue Input { get; }

    public bool IsTokens { get; }

    public bool IsTimeMajor { get; }

    /// <summary>Whether no name says which axis is which.</summary>
    private bool IsOpen { get; }

    public IReadOnlyList<Link> Links => _links;

    /// <summary>The layers of a model.</summary>
    /// <remarks>
    /// Where the axes of the input have sizes or names that say nothing, rows are taken to come first, and steps where
    /// the layers cannot be read in that order.
    /// </remarks>
    /// <exception cref="OnnxException">There is something else in it, or they are no chain.</exception>
    public static Chain Of(OnnxModel model)
    {
        var chain = new Chain(model, isTimeMajor: null);
        OnnxException? problem = chain.Walk(model.Graph);
        if (problem is null)
            return chain;
        if (!chain.IsOpen)
            throw problem;
        var other = new Chain(model, isTimeMajor: true);
        if (other.Walk(model.Graph) is not { } otherProblem)
            return other;
        throw other._links.Count > chain._links.Count ? otherProblem : problem;
    }

    /// <summary>Walks through a graph as far as it is a chain; what ends that, or null where it is one.</summary>
    private OnnxException? Walk(OnnxGraph graph)
    {
        try
        {
            foreach (OnnxNode node in graph.Nodes)
                Walk(node);
            End(graph);
        }
        catch (OnnxException problem)
        {
            return problem;
        }

        return _links.Count > 0 ? null : new OnnxException(
            "The graph has no layer: no LSTM, GRU, RNN, Gather of a table, MatMul or Gemm.");
    }

    private static bool IsBatch(string symbol) => symbol.StartsWith("batch", StringComparison.OrdinalIgnoreCase);

    private static bool IsTime(string symbol) => symbol.StartsWith("time", StringComparison.OrdinalIgnoreCase)
        || symbol.StartsWith("seq", StringComparison.OrdinalIgnoreCase);

    /// <summary>The output may be what a recurrent layer ended with; it must be behind all layers.</summary>
    private void End(OnnxGraph graph)
    {
        if (graph.Outputs.Count == 0 || !_flows.TryGetValue(graph.Outputs[0].Name, out Flow? flow))
            throw new OnnxException("The first output of the graph does not depend on its first input.");
        if (flow.Depth != _links.Count)
            throw new OnnxException($"The output '{graph.Outputs[0].Name}' is not behind all layers.");
        if (flow.IsFinal)
            _links.Add(new ReadOutLink(_links[^1].Node, "LastStep"));
    }

    private void Walk(OnnxNode node)
    {
        if (node.Type == "Constant" && node.Attribute("value")?.Tensor is { } value)
            _constants[node.Output(0)] = value;
        else if (node.Type == "Identity" && _constants.TryGetValue(node.Input(0), out OnnxTensor? same))
            _constants[node.Output(0)] = same;
        _starts.Walk(node);
        _shapes.Walk(node, _flows.GetValueOrDefault(node.Input(0)));
        foreach (string output in node.Outputs)
            _makers[output] = node;
        string[] read = [.. node.Inputs.Where(_flows.ContainsKey)];
        if (read.Length == 0 || node.Type == "Shape")
            return;
        if (node.Domain is not ("" or "ai.onnx"))
            throw new OnnxException($"{node} is of the operators '{node.Domain}', which are not known.");
        Flow flow = _flows[read[0]];
        if (node.Type == "Concat" && Finals.Stacked(node, [.. read.Select(name => _flows[name])]) is { } stacked)
        {
            Set(node.Output(0), stacked);
            return;
        }

        if (read.Any(name => _flows[name].Depth != flow.Depth))
            throw new OnnxException(
                $"{node} joins values from before and behind a layer; only layers in a row are read.");
        Compute(node, flow, read);
    }

    private void Compute(OnnxNode node, Flow flow, string[] read)
    {
        switch (node.Type)
        {
            case "LSTM" or "GRU" or "RNN":
                Recurrent(node, flow, read);
                break;
            case "MatMul" or "Gemm":
                Dense(node, flow);
                break;
            case "Gather" when _constants.TryGetValue(node.Input(0), out OnnxTensor? table):
                if (table.Shape.Count != 2 || flow.Axes.Contains('F') || node.Int("axis", 0) != 0)
                    throw new OnnxException($"{node} is no look-up of tokens in a table [tokens, features].");
                Next(new EmbeddingLink(node, table.OfNumbers()), flow, flow.Axes + "F");
                break;
            case "Add":
                Bias(node, flow);
                break;
            case "Concat":
                Concat(node, read);
                break;
            case "ReduceMean" or "ReduceMax":
                Pool(node, flow);
                break;
            case "GlobalAveragePool" or "GlobalMaxPool" when flow.Axes == "BFT":
                Next(
                    new ReadOutLink(node, node.Type == "GlobalMaxPool" ? "MaxPool" : "MeanPool"), flow, "BF1");
                break;
            default:
                if (Activations.Of(node, flow, _opset) is { } activation)
                    Activate(node, flow, activation);
                else if (node.Type == "Where" && IsByLength(node, flow, read))
                    Set(node.Output(0), flow);
                else if (IsLastStep(node, flow))
                    Set(node.Output(0), flow with { Axes = flow.Axes.Replace("T", ""), IsFinal = true });
                else if (Moves.Of(node, flow, ConstantOf, _shapes, axis => SizeOf(axis, flow)) is { } moved)
                    Move(node, moved);
                else
                    throw new OnnxException(
                        $"{node} is no part of LSTM, GRU, RNN, embedding or dense layers in a row, which are read.");
                break;
        }
    }

    /// <summary>Rows without steps end with what they started from, and steps beyond a row's length are zero.</summary>
    private bool IsByLength(OnnxNode node, Flow flow, string[] read)
    {
        if (read.Length != 1)
            return false;
        if (flow.IsFinal)
            return _links[flow.Depth - 1] is RecurrentLink layer && flow.Axes == "BF" && flow.Parts.Length == 1
                && _choices.IsOfEmptyRows(node, layer, flow.Parts == "1" ? 1 : 0, read[0]);
        string lengths = _links.OfType<RecurrentLink>().LastOrDefault()?.Node.Input(4) ?? "";
        return _choices.IsOfSteps(node, flow, read[0], lengths);
    }

    /// <summary>The step that a layer of one direction ends with, over rows of one length.</summary>
    private bool IsLastStep(OnnxNode node, Flow flow)
    {
        if (node.Type != "Gather" || _links.Count == 0 || _links[^1] is not RecurrentLink link
            || flow.IsFinal || Finals.AxisOf(node, flow) is not (>= 0 and var axis) || axis != flow.Axes.IndexOf('T')
            || link.Node.Input(4).Length > 0 || Finals.IndexOf(node, ConstantOf) is not { } step)
            return false;
        if (link.Directions == 2 && step is 0 or -1)
            throw new OnnxException(
                $"{node} takes step {step} of a layer of two directions, one of which has read a single step there; "
                    + "expected what both ended with (PyTorch's h_n).");
        return step == (link.Direction == "forward" ? -1 : 0);
    }

    private void Recurrent(OnnxNode node, Flow flow, string[] read)
    {
        bool isBatchFirst = node.Int("layout", 0) == 1;
        if (node.Input(0) != read[0] || read.Length > 1)
            throw new OnnxException($"{node} starts from a computed state; states here start from zero.");
        Require(node, flow, isBatchFirst ? "BTF" : "TBF");
        RequireWhole(node, flow);
        RecurrentLink link = RecurrentLink.Of(node, ConstantOf, _starts, _makers.GetValueOrDefault);
        RequireWidth(node, flow, link.Inputs);
        string parts = link.Directions == 2 ? "01" : "0";
        _links.Add(link);
        Set(node.Output(0), new Flow(isBatchFirst ? "BTDF" : "TDBF", parts, _links.Count));
        Set(node.Output(1), new Flow(isBatchFirst ? "BDF" : "DBF", parts, _links.Count, IsFinal: true));
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
        RequireWhole(node, flow);
        RequireWidth(node, flow, link.Inputs);
        if (node.Input(2) is { Length: > 0 } name)
            link = link with { Bias = BiasOf(node, name, link.Units) };
        Next(link, flow, flow.Axes);
    }

    private static bool IsOf(string axes, string letters)
        => axes.Order().SequenceEqual(letters.Order()) && axes[^1] == 'F';

    private void Bias(OnnxNode node, Flow flow)
    {
        string other = node.Inputs.FirstOrDefault(_constants.ContainsKey)
            ?? throw new OnnxException($"{node} adds two computed values; only layers in a row are read.");
        if (flow.Depth != _links.Count || _links.Count == 0
            || _links[^1] is not DenseLink { Bias: null, Activation: Activation.Identity } dense)
            throw new OnnxException($"{node} adds numbers to what is no product.");
        _links[^1] = dense with { Bias = BiasOf(node, other, dense.Units) };
        Set(node.Output(0), flow);
    }

    private OnnxTensor BiasOf(OnnxNode node, string name, int units)
        => _constants.TryGetValue(name, out OnnxTensor? bias) && bias.Length == units ? bias.OfNumbers()
            : throw new OnnxException($"{node}: its bias is no tensor of {units} numbers.");

    private void Activate(OnnxNode node, Flow flow, Activation activation)
    {
        if (flow.Depth != _links.Count || _links.Count == 0
            || _links[^1] is not DenseLink { Activation: Activation.Identity } dense)
            throw new OnnxException($"{node} follows no dense layer.");
        _links[^1] = dense with { Activation = activation };
        Set(node.Output(0), flow);
    }

    private void Concat(OnnxNode node, string[] read)
    {
        Flow[] all = [.. node.Inputs.Select(name => _flows.GetValueOrDefault(name)).OfType<Flow>()];
        int axis = (int)node.Int("axis", 0);
        if (all.Length != node.Inputs.Count || all.Any(one => one with { Parts = "" } != all[0] with { Parts = "" })
            || (axis != -1 && axis != all[0].Axes.Length - 1) || all[0].Axes[^1] != 'F'
            || string.Concat(all.Select(static one => one.Parts)) != "01")
            throw new OnnxException(
                $"{node} joins {read.Length} values that are not both directions of a layer, in their order.");
        Set(node.Output(0), all[0] with { Parts = "01" });
    }

    private void Pool(OnnxNode node, Flow flow)
    {
        IReadOnlyList<long> axes = node.Attribute("axes")?.Ints
            ?? (_constants.TryGetValue(node.Input(1), out OnnxTensor? given) ? given.ToLongs() : []);
        int time = flow.Axes.IndexOf('T');
        if (axes.Count != 1 || time < 0 || (axes[0] != time && axes[0] + flow.Axes.Length != time))
            throw new OnnxException($"{node} is no pool over the steps.");
        string pool = node.Type == "ReduceMean" ? "MeanPool" : "MaxPool";
        string kept = node.Int("keepdims", 1) != 0 ? "1" : "";
        Next(new ReadOutLink(node, pool), flow, flow.Axes.Remove(time, 1).Insert(time, kept));
    }

    private void Move(OnnxNode node, IReadOnlyList<Flow> moved)
    {
        for (int i = 0; i < node.Outputs.Count && i < moved.Count; i++)
            Set(node.Output(i), moved[i]);
    }

    /// <summary>What a recurrent layer ended with becomes a read-out where it is used.</summary>
    private Flow ReadOut(OnnxNode node, Flow flow)
    {
        if (!flow.IsFinal)
            return flow;
        if (_links[^1] is not ReadOutLink)
            _links.Add(new ReadOutLink(node, "LastStep"));
        return flow with { IsFinal = false, Depth = _links.Count };
    }

    private void Next(Link link, Flow flow, string axes)
    {
        RequireWhole(link.Node, flow);
        _links.Add(link);
        Set(link.Node.Output(0), new Flow(axes, "", _links.Count));
    }

    private OnnxTensor? ConstantOf(string name) => _constants.GetValueOrDefault(name);

    private void Set(string name, Flow flow)
    {
        if (name.Length > 0)
            _flows[name] = flow;
    }
}
