using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Attention in a region: its query is in memory as the operand of a product is, and so is its context. Ended rows of
/// what it writes are zero.
/// </summary>
internal sealed partial class RegionScheduler
{
    private readonly Dictionary<Node, AttentionPlaces> _attended = [];
    private readonly Dictionary<Node, AttentionPlaces> _attentionGradients = [];

    private AttentionPlaces PlaceAttention(Node node)
    {
        MemoryTerm memory = _step.Memories[node.Index];
        return new AttentionPlaces(
            OperandPlace(node.Args[0]), _surroundings.ValueOf(memory.Keys), _surroundings.ValueOf(memory.Values),
            memory.Vector is { } vector ? new Place(ScoreVector(node.Index, vector).Buffer) : null,
            NewAlignment("weights", memory), NewContext(node))
        {
            Scores = _surroundings.KeepsScores(_region, node.Index) ? NewAlignment("scores", memory) : null,
        };
    }

    private Place NewAlignment(string name, MemoryTerm memory)
        => new(_places.NewAlignment(name, memory.Keys.Axis));

    /// <summary>An output that is no state as well is written where it is read.</summary>
    private Place NewContext(Node node)
    {
        int output = NextPlace(node) is null ? _step.Outputs.ToList().IndexOf(node) : -1;
        return output >= 0
            ? _places.Outputs[output]
            : new Place(_places.New(
                node.Name ?? "context", node.Size, _places.IsTraining || !_loops ? null : Extent.Rows));
    }

    private Place? ContextPlace(Node node)
        => _attended.TryGetValue(node, out AttentionPlaces? places) ? places.Context : null;

    private PackedVector ScoreVector(int memory, VectorSlice slice)
        => _memory.Vector(
            Identifier.Camel($"{_region.Name}_vector{memory}"), _memory.Padded(slice.Units), [(0, slice)]);

    /// <summary>The attentions of a phase, or their gradients, in the order of the equations.</summary>
    private static IEnumerable<Node> Attentions(StepScheduler plan, int phase)
        => plan.AttendPhases.Where(pair => pair.Value == phase).Select(static pair => pair.Key)
            .OrderBy(static node => node.Id);

    /// <summary>Every attention that something depends on reads its context's gradient from memory.</summary>
    private void PlaceAttentionGradients(StepScheduler plan)
    {
        _attentionGradients.Clear();
        foreach (Node node in _step.Builder.Nodes.Where(static node => node.Op == Op.AttendGradient).ToList())
        {
            MemoryTerm memory = _step.Memories[node.Index];
            Place query = Scratch(node);
            plan.SetResult(node, query);
            plan.ProductWrites(node, query, plan.Available(node).Phase);
            _attentionGradients.Add(node, new AttentionPlaces(
                query, _surroundings.GradientOf(memory.Keys), _surroundings.GradientOf(memory.Values),
                memory.Vector is { } vector ? new Place(_places.New("dvector", vector.Units)) : null,
                NewAlignment("dscores", memory), ContextGradient(plan, node)));
        }
    }

    private Place ContextGradient(StepScheduler plan, Node attention)
    {
        Node gradient = attention.Args[1];
        switch (gradient.Op)
        {
            case Op.OutputGradient:
                return _surroundings.OutputGradients(_region)[gradient.Index]!;
            case Op.Transposed:
                return _transposedPlaces[gradient];
            case Op.AttendGradient:
                return _attentionGradients[gradient].Query;
            default:
                int units = attention.Args[0].Size;
                var place = new Place(_places.New("dcontext", units, _loops ? Extent.Rows : null));
                plan.Store(gradient, place, units);
                return place;
        }
    }

    /// <summary>Gradients of memories are added to; here they begin, where no later region has written them.</summary>
    private IEnumerable<Instruction> ClearedMemories()
        => _step.Builder.Nodes.Where(static node => node.Op == Op.AttendGradient)
            .Select(node => _step.Memories[node.Index])
            .SelectMany(static memory => new[] { memory.Keys, memory.Values })
            .Where(chunk => !_surroundings.MarkWritten(chunk))
            .Select(chunk => new ClearRows(Span.Steps, _surroundings.GradientOf(chunk)));

    private AttendBackward AttentionBackward(Node gradient)
        => new(
            _step.Memories[gradient.Index], StepSpan, _attended[gradient.Args[0]] with { Scores = null },
            _attentionGradients[gradient]);

    /// <summary>Where the weights over a memory are, or its scores.</summary>
    public Place AlignmentOf(int memory, bool isScores)
    {
        AttentionPlaces places = _attended.First(pair => pair.Key.Index == memory).Value;
        return isScores ? places.Scores! : places.Weights;
    }

    /// <summary>The gradients of the vectors of additive scores, from each row's share.</summary>
    private IEnumerable<Instruction> VectorGradients()
    {
        foreach (KeyValuePair<Node, AttentionPlaces> pair in _attentionGradients.OrderBy(static pair => pair.Key.Id))
        {
            if (_step.Memories[pair.Key.Index].Vector is not { } vector)
                continue;
            int width = _memory.Padded(vector.Units);
            PackedVector gradient = _memory.VectorGradient(
                Identifier.Camel($"d_{_region.Name}_vector{pair.Key.Index}"), width, [(0, vector)]);
            yield return new AccumulateBias(new Place(gradient.Buffer), WholeSpan, pair.Value.Vector!, width);
        }
    }
}
