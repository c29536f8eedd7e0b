using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Tests.Support;

/// <summary>
/// Networks with attention, built by hand: an encoder h = tanh(W x + U h + b), values v = P h, and a region that attends
/// with the keys h and the values v.
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
    private readonly ScoreKind _kind;
    private readonly Chunk _x = new("x", Features, perStep: true);
    private Chunk? _keys;
    private Chunk? _values;

    private AttendNetwork(ScoreKind kind) => _kind = kind;

    /// <summary>A new network; scheduling for training adds nodes to its graphs, so each form has one of its own.</summary>
    public static Network Build(AttendForm form, ScoreKind kind)
    {
        var network = new AttendNetwork(kind);
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

    private IReadOnlyList<Chunk> Decode(AttendForm form)
    {
        Node h = _graph.Leaf(Op.Input, 0, Units);
        Node x = _graph.Leaf(Op.Input, 1, Features);
        Node s = _graph.Leaf(Op.State, 0, Units);
        switch (form)
        {
            case AttendForm.OwnKeys:
                return Map(Attend(_values!, h));
            case AttendForm.ProjectedQuery:
                Node context = Attend(_values!, Affine(_graph, "query", Units, x));
                return Map(_graph.Unary(Op.Tanh, Affine(_graph, "out", Units, context, h)));
            case AttendForm.TwoHops:
                return Map(_graph.Square(Attend(_values!, Attend(_keys!, h))));
            case AttendForm.OldState or AttendForm.OldStateReverse:
                Node next = _graph.Unary(Op.Tanh, Affine(_graph, "decode", Units, x, Attend(_values!, s), s));
                return Scan(form == AttendForm.OldStateReverse, [("s", next)], next);
            case AttendForm.NewState:
                next = _graph.Unary(Op.Tanh, Affine(_graph, "decode", Units, x, s));
                Node read = _graph.Unary(Op.Tanh, Affine(_graph, "out", Units, Attend(_values!, next), next));
                return Scan(false, [("s", next)], read);
            default:
                Node fed = _graph.Leaf(Op.State, 1, Width);
                context = Attend(_values!, Affine(_graph, "query", Units, s));
                next = _graph.Unary(Op.Tanh, Affine(_graph, "decode", Units, x, fed, s));
                return Scan(false, [("s", next), ("fed", context)], next, context);
        }
    }

    private IReadOnlyList<Chunk> Map(Node output)
        => Add("decode", RegionKind.Map, false, [_keys!, _x], _graph, [], [output]);

    private IReadOnlyList<Chunk> Scan(bool isReverse, (string, Node)[] next, params Node[] outputs)
        => Add("decode", RegionKind.Scan, isReverse, [_keys!, _x], _graph, next, outputs);

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
        _accumulators.Clear();
        _regions.Add(region);
        _states.AddRange(states.Select(state => new ModelState($"{name}.{state.Name}", state.Size, state.Initial)));
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
        Axes = [new Axis(0, "time", 0)],
        Inputs = [new NetworkInput("x", 0, _x, 0)],
        Outputs = [new NetworkOutput("y", output, null)],
        Tensors = _tensors,
        States = _states,
        Sites = [],
        MaskViews = [],
        Layers = [],
        IsCausal = false,
    };
}
