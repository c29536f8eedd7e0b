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
    private int _stage;

    /// <summary>An empty chain, at the input of a model.</summary>
    private Chain(OnnxModel model, bool isTimeMajor)
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
        if (!IsTokens && !OnnxTensor.IsNumber(Input.Type))
            throw new OnnxException($"The input '{Input.Name}' is of type {Input.Type}; expected numbers or tokens.");
        int axes = Input.Shape.Count;
        if (axes != (IsTokens ? 2 : 3))
            throw new OnnxException(
                $"The input '{Input.Name}' has {axes} axes; expected "
                    + $"{(IsTokens ? "[batch, time]" : "[batch, time, features]")}.");
        IsTimeMajor = isTimeMajor;
        _flows[Input.Name] = new Flow((IsTimeMajor ? "TB" : "BT") + (IsTokens ? "" : "F"), "", 0, 0);
    }

    /// <summary>What the file reads.</summary>
    public OnnxValue Input { get; }

    public bool IsTokens { get; }

    public bool IsTimeMajor { get; }

    public IReadOnlyList<Link> Links => _links;

    /// <summary>The layers of a model.</summary>
    /// <remarks>
    /// Rows or steps come first, whichever lets the layers be read: they say which axis is theirs, and names of axes
    /// only say what to try first.
    /// </remarks>
    /// <exception cref="OnnxException">There is something else in it, or they are no chain.</exception>
    public static Chain Of(OnnxModel model)
    {
        IReadOnlyList<OnnxNode> nodes = NeededNodes.Of(model.Graph);
        bool saysTimeMajor = SaysTimeMajor(model.Graph);
        var chain = new Chain(model, saysTimeMajor);
        if (chain.Walk(nodes, model.Graph) is not { } problem)
            return chain;
        var other = new Chain(model, !saysTimeMajor);
        if (other.Walk(nodes, model.Graph) is not { } otherProblem)
            return other;
        throw other._links.Count > chain._links.Count ? otherProblem : problem;
    }

    private static bool SaysTimeMajor(OnnxGraph graph)
        => graph.Inputs.FirstOrDefault(input => graph.Initializers.All(tensor => tensor.Name != input.Name)) is
        { Shape: [var first, var second, ..] } && (IsTime(first.Symbol) || IsBatch(second.Symbol));

    /// <summary>Walks through nodes as far as they are a chain; what ends that, or null where they are one.</summary>
    private OnnxException? Walk(IReadOnlyList<OnnxNode> nodes, OnnxGraph graph)
    {
        try
        {
            foreach (OnnxNode node in nodes)
                Walk(node);
            End(graph.Outputs[0]);
        }
        catch (OnnxException problem)
        {
            return problem;
        }

        return _links.Count > 0 ? null : new OnnxException(
            "The graph has no layer: no LSTM, GRU, RNN, Gather of a table, MatMul or Gemm.");
    }

    private static bool IsBatch(string symbol) => symbol.Equals("batch", StringComparison.OrdinalIgnoreCase)
        || symbol.StartsWith("batch_size", StringComparison.OrdinalIgnoreCase);

    private static bool IsTime(string symbol) => symbol.StartsWith("time", StringComparison.OrdinalIgnoreCase)
        || symbol.StartsWith("seq", StringComparison.OrdinalIgnoreCase);

    private void Walk(OnnxNode node)
    {
        if (node.Constant is { } value)
            _constants[node.Output(0)] = value;
        else if (node.Type == "Identity" && _constants.TryGetValue(node.Input(0), out OnnxTensor? same))
            _constants[node.Output(0)] = same;
        _starts.Walk(node);
        _shapes.Walk(node, _flows.GetValueOrDefault(node.Input(0)));
        foreach (string output in node.Outputs)
            _makers[output] = node;
        RequireNoCell(node);
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

        if (read.Any(name => _flows[name].Stage != flow.Stage))
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
                if (table.Shape.Count != 2 || table.Length == 0 || flow.Axes.Contains('F') || node.Int("axis", 0) != 0)
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
                Pool(node, flow, "BF1");
                break;
            case "AveragePool" or "MaxPool" when flow.Axes == "BFT" && IsOverAllSteps(node, flow):
                Pool(node, flow, "BF1");
                break;
            default:
                if (Activations.Of(node, flow, _opset) is { } activation)
                    Activate(node, flow, activation);
                else if (node.Type == "Where" && IsByLength(node, flow, read))
                    Set(node.Output(0), flow);
                else if (LastStepOf(node, flow) is { } last)
                    Set(node.Output(0), last);
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

    private void Move(OnnxNode node, IReadOnlyList<Flow> moved)
    {
        for (int i = 0; i < node.Outputs.Count && i < moved.Count; i++)
            Set(node.Output(i), moved[i]);
    }

    private void Next(Link link, Flow flow, string axes)
    {
        RequireWhole(link.Node, flow);
        _links.Add(link);
        Set(link.Node.Output(0), new Flow(axes, "", _links.Count, ++_stage));
    }

    private OnnxTensor? ConstantOf(string name) => _constants.GetValueOrDefault(name);

    private void Set(string name, Flow flow)
    {
        if (name.Length > 0)
            _flows[name] = flow;
    }
}
