using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering.Steps;

/// <summary>
/// A cycle of a step as one region: a time loop whose body is all that lies on the cycle, layers, attention and what is
/// between them. What it reads from elsewhere is its input.
/// </summary>
/// <param name="cycle">Number of the cycle.</param>
/// <param name="flow">The cycles of the step.</param>
/// <param name="spec">The model.</param>
/// <param name="network">Where the region goes.</param>
/// <param name="uses">The layers that the graph has used.</param>
/// <param name="surroundings">The lowering of the graph.</param>
/// <param name="lowering">The lowering of the step.</param>
internal sealed partial class MergedStep(
    int cycle, StepFlow flow, ModelSpec spec, NetworkBuilder network, LayerUses uses, StepSurroundings surroundings,
    StepLowering lowering)
{
    private readonly StepBuilder _step = new();
    private readonly List<Chunk> _inputs = [];
    private readonly Dictionary<Chunk, Node> _leaves = [];
    private readonly Dictionary<string, StepValue> _built = new(StringComparer.Ordinal);
    private readonly Dictionary<int, CarriedStates> _carried = [];
    private readonly List<(string Use, int Memory)> _attended = [];
    private readonly List<Node> _outputs = [];
    private Region? _region;
    private string _name = "";

    /// <summary>Builds the region.</summary>
    public void Run(string name, string call)
    {
        _name = name;
        foreach (int i in flow.Members(cycle))
            _carried.Add(i, Carry(i, call));
        foreach ((GraphExpr expr, string path) in ReadOutside())
            _outputs.AddRange(Build(expr, path).Nodes.Where(node => !_outputs.Contains(node)));
        foreach (int i in _carried.Keys)
            SetNext(i);
        if (_outputs.Count == 0)
            _outputs.Add(_carried.Values.First().States[0]);
        _region = new Region
        {
            Name = network.UniqueRegion(name),
            Kind = RegionKind.Scan,
            Axis = lowering.Axis,
            Inputs = _inputs,
            InitialStates = [.. _carried.Values.SelectMany(static one => one.Starts)],
            Step = _step.Build(_outputs),
        };
        DeclareStates();
        _ = network.Add(_region, 0);
        foreach ((string use, int memory) in _attended)
            _ = network.Attends(use, _region, memory);
    }

    /// <summary>A value of the cycle at every step, for what reads it from outside.</summary>
    public LayerValue ValueOf(GraphExpr expr, string path)
    {
        StepValue value = Build(expr, path);
        if (value.Nodes.Count == 0)
            throw StepLowering.NotInStep(
                path, "A state as a value", "call a layer with it: Decode(x, state), or read state.Output");
        return new LayerValue([.. value.Nodes.Select(node => network.Add(_region!, _outputs.IndexOf(node)))]);
    }

    /// <summary>What a carried value is after each row's last step.</summary>
    public LayerValue After(int carried)
    {
        CarriedStates states = _carried[carried];
        IEnumerable<Chunk> finals = states.States.Select(node => NetworkBuilder.Final(_region!, node.Index));
        if (flow[carried].Role != StepRole.State)
            return new LayerValue([.. finals]);
        return new LayerValue([])
        {
            States = [.. states.Names.Zip(finals, static (name, final) => name with { Chunk = final })],
        };
    }

    /// <summary>The expressions of the cycle that something outside of it reads.</summary>
    private IEnumerable<(GraphExpr Expr, string Path)> ReadOutside()
    {
        foreach ((GraphExpr expr, string path) in flow.All().ToList())
        {
            if (expr is OutputOfState && flow.CycleOf(expr, path) == cycle)
                yield return (expr, path);
            if (flow.CycleOf(expr, path) == cycle)
                continue;
            foreach ((GraphExpr part, string at) in GraphParts.Of(expr, path))
            {
                if (flow.CycleOf(part, at) == cycle && expr is not OutputOfState)
                    yield return (part, at);
            }
        }

        if (flow.Scores is var (scores, root) && flow.CycleOf(scores, root) == cycle)
            yield return (scores, root);
    }

    private void SetNext(int carried)
    {
        (GraphExpr next, string path) = flow.Next(carried);
        StepValue value = Build(next, path);
        CarriedStates own = _carried[carried];
        bool isState = flow[carried].Role == StepRole.State;
        IReadOnlyList<Node> after = isState ? value.States : value.Nodes;
        if (after.Count != own.States.Count)
            throw StepLowering.NotInStep(
                path, $"This as what '{flow[carried].Name}' is after the step",
                isState ? "return the Final of the layer that was called with it"
                    : "bring it together by a [Dense] layer");
        for (var j = 0; j < after.Count; j++)
        {
            if (after[j].Size != own.States[j].Size)
                throw new DeclarationException(
                    DiagnosticIds.UnitsDiffer, path, $"'{flow[carried].Name}'", own.States[j].Size,
                    "what is returned for it", after[j].Size);
            _step.SetNext(own.States[j], after[j]);
        }
    }

    /// <summary>The nodes of an expression; one that is not of the cycle is an input.</summary>
    private StepValue Build(GraphExpr expr, string path)
    {
        if (expr is NameValue name)
        {
            if (_carried.TryGetValue(flow.Carried(name.Name), out CarriedStates? own))
                return flow[flow.Carried(name.Name)].Role == StepRole.State
                    ? new StepValue([]) { States = own.States } : new StepValue(own.States);
            if (flow.Local(name.Name) is { } local && flow.CycleOf(expr, path) == cycle)
                return Build(local.Value, local.Path);
        }

        if (!_built.TryGetValue(path, out StepValue? value))
            _built.Add(path, value = flow.CycleOf(expr, path) == cycle ? Lower(expr, path) : Input(expr, path));
        return value;
    }

    private StepValue Input(GraphExpr expr, string path)
    {
        LayerValue value = lowering.Outside(expr, path);
        if (value.Chunks.Count == 0 || !value.PerStep)
            throw StepLowering.NotInStep(
                path, "What has no value at each step",
                "write Repeat(v, x) for one value a row, and give states as a parameter");
        if (value.Chunks.Any(chunk => chunk.Axis != lowering.Axis))
            throw StepLowering.NotInStep(
                path, "A sequence of another time than the said tokens", "attend to it, or read it in [Forward]");
        return new StepValue([.. value.Chunks.Select(Leaf)]);
    }

    private Node Leaf(Chunk chunk)
    {
        // one region's output is one leaf, however often it is read
        Chunk? known = _leaves.Keys.FirstOrDefault(other => other.Producer == chunk.Producer
            && other.OutputIndex == chunk.OutputIndex && other.FinalState == chunk.FinalState);
        if (known is not null)
            return _leaves[known];
        _inputs.Add(chunk);
        Node leaf = _step.Input(chunk.Size, "x" + _leaves.Count);
        _leaves.Add(chunk, leaf);
        return leaf;
    }

    private StepValue Lower(GraphExpr expr, string path)
    {
        switch (expr)
        {
            case LayerCall call:
                return Layer(call, path);
            case OutputOfState output:
                return new StepValue([OutputOf(output, path)]);
            case PointwiseCall call:
                return Pointwise(call, path);
            case GraphCall { Function: GraphFunction.Outputs or GraphFunction.Context } call:
                return new StepValue(Argument(call, 0, path).Nodes);
            case GraphCall { Function: GraphFunction.Final } call:
                return new StepValue([]) { States = Argument(call, 0, path).States };
            case GraphCall { Function: GraphFunction.Concat } call:
                return new StepValue(
                    [.. call.Arguments.SelectMany((argument, i) => Argument(call, i, path).Nodes)]);
            case GraphCall { Function: GraphFunction.Softmax } call:
                return new StepValue(Normalise.Softmax(_step.Graph, [.. Argument(call, 0, path).Nodes]));
            case GraphCall { Function: GraphFunction.Dropout } call:
                return new StepValue(Dropout(
                    Argument(call, 0, path).Nodes, call.Numbers[0], call.Numbers[1] > 0,
                    surroundings.Unique(_name + "_dropout")));
            case GraphCall { Function: GraphFunction.DotAttention or GraphFunction.ScaledDotAttention } call:
                string use = surroundings.Unique(_name + "_attention");
                Score score = call.Function == GraphFunction.DotAttention ? Score.Dot : Score.ScaledDot;
                return Attention(new AttentionLayer { Score = score }, use, call.Arguments, path);
            default:
                string what = expr is GraphCall other ? $"{other.Function}(...)" : "This";
                throw StepLowering.NotInStep(
                    path, $"{what} of what is carried from step to step",
                    "read it outside of the cycle, or declare a layer that does it");
        }
    }

    private StepValue Argument(GraphCall call, int i, string path)
        => Build(call.Arguments[i], $"{path}.arguments[{i}]");

    private IReadOnlyList<Node> Dropout(IReadOnlyList<Node> value, double rate, bool perSequence, string name)
    {
        if (rate == 0 || !network.Training)
            return value;
        int site = network.Sites.Add(
            new Site(name, value.Sum(static v => v.Size), rate, perSequence, false, lowering.Axis));
        List<Node> result = [];
        var column = 0;
        foreach (Node v in value)
        {
            Node mask = _step.Graph.Leaf(Op.Mask, network.Sites.View(site, column), v.Size, "mask");
            result.Add(_step.Graph.Multiply(v, mask));
            column += v.Size;
        }

        return result;
    }

    /// <summary>An operator or function over nodes of one cut.</summary>
    private StepValue Pointwise(PointwiseCall call, string path)
    {
        List<IReadOnlyList<Node>> all = [.. call.Arguments.Select((argument, i) => argument is NumberValue number
            ? [_step.Graph.Constant(number.Value)]
            : Build(argument, $"{path}.arguments[{i}]").Nodes)];
        if (all.Count == 1)
            return new StepValue([.. all[0].Select(node
                => CellFunctions.Lower(_step.Graph, call.Function, Activation.Identity, node))]);
        (IReadOnlyList<Node> a, IReadOnlyList<Node> b) = (all[0], all[1]);
        int left = a.Sum(static node => node.Size), right = b.Sum(static node => node.Size);
        if (left != right && left > 0 && right > 0)
            throw new DeclarationException(
                DiagnosticIds.UnitsDiffer, path + ".operator", "The left side", left, "the right side", right);
        bool fits = left == 0 || right == 0
            || a.Select(static node => node.Size).SequenceEqual(b.Select(static node => node.Size));
        if (!fits)
            throw StepLowering.NotInStep(
                path, "An operator over values that are joined differently",
                "bring each side together by a [Dense] layer");
        return new StepValue([.. Enumerable.Range(0, Math.Max(a.Count, b.Count)).Select(i => CellFunctions.Lower(
            _step.Graph, call.Function, a[left == 0 ? 0 : i], b[right == 0 ? 0 : i]))]);
    }
}
