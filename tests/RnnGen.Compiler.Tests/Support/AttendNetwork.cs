using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Tests.Support;

/// <summary>
/// Networks with attention, built by hand: an encoder h = tanh(W x + U h + b), values v = P h, and a region that
/// attends with the keys h and the values v. On one axis h asks, and x is read beside it; else an input of the query's axis is
/// read, and what asks is an affine of it.
/// </summary>
internal sealed class AttendNetwork
{
    public const int Features = 3;

    private const int Units = 5;
    private const int Width = 4;

    private readonly List<Tensor> _tensors = [];
    private readonly List<Region> _regions = [];
    private readonly List<ModelState> _states = [];
    private readonly GraphBuilder _graph = new();
    private readonly List<Accumulator> _accumulators = [];
    private readonly List<MemoryTerm> _memories = [];
    private readonly List<Chunk> _inputs;
    private readonly List<NetworkAlignment> _alignments = [];
    private readonly ScoreKind _kind;
    private readonly AttendAxes _axes;
    private readonly Chunk _x;
    private readonly Chunk _read;
    private Chunk? _keys;
    private Chunk? _values;

    private AttendNetwork(ScoreKind kind, AttendAxes axes)
    {
        (_kind, _axes) = (kind, axes);
        int count = axes switch { AttendAxes.One => 1, AttendAxes.BothLater => 3, _ => 2 };
        _inputs = [.. Enumerable.Range(0, count)
            .Select(static i => new Chunk("x" + i, Features, perStep: true) { Axis = i, OutputIndex = i })];
        _x = _inputs[MemoryAxis(axes)];
        _read = _inputs[QueryAxis(axes)];
    }

    public static int MemoryAxis(AttendAxes axes) => axes is AttendAxes.QueryFirst or AttendAxes.BothLater ? 1 : 0;

    public static int QueryAxis(AttendAxes axes)
        => axes switch { AttendAxes.MemoryFirst => 1, AttendAxes.BothLater => 2, _ => 0 };

    /// <summary>A new network; scheduling for training adds nodes to its graphs, so each form has one of its own.</summary>
    public static Network Build(AttendForm form, ScoreKind kind, AttendAxes axes = AttendAxes.One)
    {
        var network = new AttendNetwork(kind, axes);
        network.Encode();
        network.Project();
        return network.Result(network.Decode(form));
    }

    private void Encode()
    {
        var graph = new GraphBuilder();
        Node h = Affine(graph, "encode", graph.Leaf(Op.Input, 0, Features), graph.Leaf(Op.State, 0, Units));
        h = graph.Unary(Op.Tanh, h);
        _keys = Add("encode", RegionKind.Scan, false, [_x], graph, [("h", h)], [h])[0];
    }

    private void Project()
    {
        var graph = new GraphBuilder();
        Node v = Affine(graph, "project", Width, graph.Leaf(Op.Input, 0, Units));
        _values = Add("project", RegionKind.Map, false, [_keys!], graph, [], [v])[0];
    }

    /// <summary>What asks in a map.</summary>
    private Chunk Ask()
    {
        if (_axes == AttendAxes.One)
            return _keys!;
        var graph = new GraphBuilder();
        Node q = Affine(graph, "ask", graph.Leaf(Op.Input, 0, Features));
        return Add("ask", RegionKind.Map, false, [_read], graph, [], [q])[0];
    }

    private IReadOnlyList<Chunk> Decode(AttendForm form)
    {
        Chunk ask = Ask();
        Node h = _graph.Leaf(Op.Input, 0, Units);
        Node x = _graph.Leaf(Op.Input, 1, Features);
        Node s = _graph.Leaf(Op.State, 0, Units);
        switch (form)
        {
            case AttendForm.OwnKeys:
                return Map(ask, Attend(_values!, h));
            case AttendForm.ProjectedQuery:
                Node context = Attend(_values!, Affine(_graph, "query", Units, x));
                return Map(ask, _graph.Unary(Op.Tanh, Affine(_graph, "out", Units, context, h)));
            case AttendForm.TwoHops:
                return Map(ask, _graph.Square(Attend(_values!, Attend(_keys!, h))));
            case AttendForm.OldState or AttendForm.OldStateReverse:
                Node next = _graph.Unary(Op.Tanh, Affine(_graph, "decode", Units, x, Attend(_values!, s), s));
                return Scan(ask, form == AttendForm.OldStateReverse, [("s", next)], next);
            case AttendForm.NewState:
                next = _graph.Unary(Op.Tanh, Affine(_graph, "decode", Units, x, s));
                Node read = _graph.Unary(Op.Tanh, Affine(_graph, "out", Units, Attend(_values!, next), next));
                return Scan(ask, false, [("s", next)], read);
            default:
                Node fed = _graph.Leaf(Op.State, 1, Width);
                context = Attend(_values!, Affine(_graph, "query", Units, s));
                next = _graph.Unary(Op.Tanh, Affine(_graph, "decode", Units, x, fed, s));
                return Scan(ask, false, [("s", next), ("fed", context)], next, context);
        }
    }

    private IReadOnlyList<Chunk> Map(Chunk ask, Node output)
        => Add("decode", RegionKind.Map, false, [ask, _read], _graph, [], [output]);

    private IReadOnlyList<Chunk> Scan(Chunk ask, bool isReverse, (string, Node)[] next, params Node[] outputs)
        => Add("decode", RegionKind.Scan, isReverse, [ask, _read], _graph, next, outputs);

    private Node Attend(Chunk values, Node query)
    {
        _memories.Add(new MemoryTerm(_keys!, values, _kind)
        {
            Scale = 0.7,
            Vector = _kind == ScoreKind.Additive ? new VectorSlice(New("v", Units, 0), 0, Units) : null,
        });
        return _graph.Attend(_memories.Count - 1, values.Size, query);
    }

    /// <summary>An affine with a bias and a matrix for each operand.</summary>
    private Node Affine(GraphBuilder graph, string name, int units, params Node[] operands)
    {
        Accumulator accumulator = graph.NewAccumulator(name, units);
        accumulator.Biases.Add(new VectorSlice(New(name + ".bias", units, 0), 0, units));
        foreach (Node operand in operands)
            accumulator.Terms.Add(new WeightTerm(
                New($"{name}.weight{accumulator.Terms.Count}", units, operand.Size), 0, 0, operand.Size, operand.Size));
        _accumulators.Add(accumulator);
        return graph.Affine(accumulator, operands);
    }

    private Node Affine(GraphBuilder graph, string name, params Node[] operands)
        => Affine(graph, name, Units, operands);

    private int New(string name, int rows, int columns)
    {
        var tensor = new Tensor(_tensors.Count, name + _tensors.Count, columns, 0);
        tensor.Append(new TensorBlock(rows, "Uniform", 1));
        _tensors.Add(tensor);
        return tensor.Index;
    }

    private Chunk[] Add(
        string name, RegionKind kind, bool isReverse, Chunk[] inputs, GraphBuilder graph,
        (string Name, Node Value)[] next, Node[] outputs)
    {
        StepState[] states = [.. next.Select(static pair => new StepState(pair.Name, pair.Value.Size, 0))];
        var region = new Region
        {
            Name = name,
            Kind = kind,
            IsReverse = isReverse,
            Axis = inputs[0].Axis,
            Inputs = inputs,
            FirstState = _states.Count,
            Step = new StepGraph
            {
                Builder = graph,
                InputSizes = [.. inputs.Select(static chunk => chunk.Size)],
                States = states,
                NextStates = [.. next.Select(static pair => pair.Value)],
                Outputs = outputs,
                Accumulators = [.. _accumulators],
                Parameters = [],
                Memories = [.. _memories],
            },
        };
        for (var i = 0; i < _memories.Count; i++)
        {
            _alignments.Add(new NetworkAlignment("weights" + i, region, i, IsScores: false));
            if (_axes != AttendAxes.One)
                _alignments.Add(new NetworkAlignment("scores" + i, region, i, IsScores: true));
        }

        _accumulators.Clear();
        _regions.Add(region);
        _states.AddRange(states.Select(state
            => new ModelState($"{name}.{state.Name}", state.Size, state.Initial, region.Axis)));
        return [.. outputs.Select((output, i)
            => new Chunk(name, output.Size, perStep: true) { Producer = region, OutputIndex = i })];
    }

    private Network Result(IReadOnlyList<Chunk> output) => new()
    {
        Spec = new ModelSpec
        {
            Namespace = "",
            Name = "Attending",
            Modifiers = "public sealed",
            Precision = Model.Precision.Double,
            Input = new InputSpec { Features = Features },
            Layers = default,
        },
        Regions = _regions,
        Axes = [.. _inputs.Select(static input => new Axis(input.Axis, "time" + input.Axis, 0))],
        Inputs = [.. _inputs.Select(static input => new NetworkInput(input.Name, input.Axis, input, 0))],
        Outputs = [new NetworkOutput("y", output, null)],
        Tensors = _tensors,
        States = _states,
        Sites = [],
        MaskViews = [],
        Layers = [],
        Alignments = _alignments,
        IsCausal = false,
    };
}
