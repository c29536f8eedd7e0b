using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>The backward program of a region.</summary>
internal sealed partial class RegionScheduler
{
    private readonly Dictionary<int, Place> _nextGradients = [];
    private readonly Dictionary<Node, Place> _transposedPlaces = [];
    private readonly Dictionary<Node, int> _transposedStates = [];
    private readonly List<(Chunk Chunk, bool Adds)> _directInputs = [];

    private StepScheduler PlanBackward()
    {
        StepGradient gradient = _gradient!;
        IReadOnlyList<Place?> outputs = _surroundings.OutputGradients(_region);
        Place? Home(Node node) => node.Op switch
        {
            Op.NextStateGradient => new Place(_places.StateGradients[node.Index]),
            Op.OutputGradient => outputs[node.Index],
            _ => _saved.TryGetValue(node, out Place? saved) ? saved
                : LeafPlace(node) ?? (_forwardNodes.Contains(node) ? KeptPlace(node) : null),
        };
        var plan = new StepScheduler(Home, Scratch);
        _transposedPlaces.Clear();
        PlaceTransposed(plan, gradient);
        PlaceAttentionGradients(plan);
        foreach (Accumulator gate in _step.Accumulators.Where(_ => !_places.IsPlain))
        {
            Node dz = gradient.Accumulators.TryGetValue(gate, out Node? known) ? known : _step.Builder.Zero;
            plan.Store(dz, PlaceOf(gate), gate.Units, clearsPadding: true);
        }

        for (var j = 0; j < gradient.States.Count; j++)
            StoreStateGradient(plan, j, gradient.States[j]);
        StoreInputs(plan, gradient);
        for (var p = 0; p < gradient.Parameters.Count; p++)
        {
            if (!gradient.Parameters[p].IsConstant(0))
                plan.Store(gradient.Parameters[p], new Place(ParameterGradient(p).Buffer), _step.Parameters[p].Units,
                    adds: true);
        }

        return plan;
    }

    private readonly Dictionary<int, PackedVector> _parameterGradients = [];

    private PackedVector ParameterGradient(int index)
    {
        if (!_parameterGradients.TryGetValue(index, out PackedVector? vector))
        {
            VectorSlice slice = _step.Parameters[index];
            vector = _memory.VectorGradient(
                Identifier.Camel($"d_{_region.Name}_parameter{index}"), _memory.Padded(slice.Units), [(0, slice)]);
            _parameterGradients.Add(index, vector);
        }

        return vector;
    }

    /// <summary>Forward values that are in memory anyway.</summary>
    private Place? KeptPlace(Node node)
    {
        if (_operands.TryGetValue(node, out Place? operand))
            return operand;
        if (ContextPlace(node) is { } context)
            return context;
        if (NextPlace(node) is { } next)
            return next;
        for (var i = 0; i < _step.Outputs.Count; i++)
        {
            if (ReferenceEquals(_step.Outputs[i], node))
                return _places.Outputs[i];
        }

        return null;
    }

    /// <summary>Every transposed product has a target: the gradient of the state it belongs to, or memory of its own.</summary>
    private void PlaceTransposed(StepScheduler plan, StepGradient gradient)
    {
        _transposedStates.Clear();
        for (var j = 0; j < gradient.States.Count; j++)
        {
            if (gradient.States[j].Op == Op.Transposed)
                _transposedStates[gradient.States[j]] = j;
        }

        foreach (Node node in _step.Builder.Nodes.Where(static node => node.Op == Op.Transposed).ToList())
        {
            Place target = _transposedStates.TryGetValue(node, out int j) ? StateGradientTarget(j) : Scratch(node);
            _transposedPlaces[node] = target;
            plan.SetResult(node, target);
            int phase = plan.Available(node).Phase;
            // the product goes on from the start in place, so nobody can read the start there later
            if (StartOf(node) is { } start)
                plan.Store(start, target, node.Size, keeps: false);
            plan.ProductWrites(node, target, phase);
        }
    }

    /// <summary>
    /// Where the gradient of a state before the step goes: in place of the one after it, or beside it where that is still
    /// read.
    /// </summary>
    private Place StateGradientTarget(int state)
        => _nextGradients.TryGetValue(state, out Place? beside) ? beside : new Place(_places.StateGradients[state]);

    private static Node? StartOf(Node transposed)
        => transposed.Args.Length > transposed.TransposedTerms.Length ? transposed.Args[transposed.Args.Length - 1]
            : null;

    /// <summary>Stores a state's gradient where neither a product puts it there nor it stays what it was.</summary>
    private void StoreStateGradient(StepScheduler plan, int j, Node node)
    {
        bool unchanged = node.Op == Op.NextStateGradient && node.Index == j;
        bool isThere = _transposedStates.TryGetValue(node, out int state) && state == j;
        if (!isThere && !unchanged)
            plan.Store(node, StateGradientTarget(j), _step.States[j].Size);
    }

    private void StoreInputs(StepScheduler plan, StepGradient gradient)
    {
        var stored = 0;
        for (var i = 0; i < gradient.Inputs.Count; i++)
        {
            Chunk chunk = _region.Inputs[i];
            if (gradient.Inputs[i].Direct is not { } direct)
                continue;

            // Whether it adds is known late and must not change the plan. A chunk that comes twice adds the second time.
            bool adds = stored < _directInputs.Count && _directInputs[stored].Adds;
            stored++;
            plan.Store(direct, _surroundings.GradientOf(chunk), chunk.Size, adds, keeps: false);
        }
    }

    /// <summary>The region's backward program.</summary>
    public RegionProgram Backward(string name)
    {
        StepGradient gradient = _gradient!;
        List<Instruction> body = [.. ClearedMemories()];
        foreach ((InputGradient input, Chunk chunk) in gradient.Inputs.Zip(_region.Inputs, static (a, b) => (a, b)))
        {
            if (input.Direct is not null)
                _directInputs.Add((chunk, _surroundings.MarkWritten(chunk)));
        }

        StepScheduler plan = SettleBackward();
        SortedDictionary<int, List<Loop>> loops = Settled(plan);
        List<Instruction> step = [.. BackwardPhases(plan, loops)];
        for (var j = 0; j < _places.States.Count; j++)
            body.Add(new CopyRows(
                Span.Rows, new Place(_places.FinalGradients[j]), new Place(_places.StateGradients[j])));
        if (_loops)
        {
            foreach (KeyValuePair<int, Place> beside in _nextGradients)
                step.Add(new CopyRows(Span.Active, beside.Value, new Place(_places.StateGradients[beside.Key])));
            body.Add(Chunks(
                !_region.IsReverse, [], [.. step, .. BackwardTails()],
                [.. InputProducts(gradient), .. WeightGradients(plan), .. VectorGradients()]));
        }
        else
        {
            body.AddRange(step);
            body.AddRange(InputProducts(gradient));
            body.AddRange(WeightGradients(plan));
            body.AddRange(VectorGradients());
        }

        return new RegionProgram(_region, Identifier.Pascal(_region.Name) + name, name, body);
    }

    /// <summary>Moves state gradients beside where writing them in place would overwrite what a later loop reads.</summary>
    private StepScheduler SettleBackward()
    {
        while (true)
        {
            int mark = _arena.Buffers.Count;
            StepScheduler trial = PlanBackward();
            trial.Run();
            List<int> states = [.. trial.Conflicts().Where(static node => node.Op == Op.NextStateGradient)
                .Select(static n => n.Index)
                .Where(j => !_nextGradients.ContainsKey(j)).Distinct()];
            _arena.Rollback(mark);
            if (states.Count == 0)
                return PlanBackward();
            foreach (int j in states)
                _nextGradients[j] = new Place(
                    _places.New("next" + _step.States[j].Name, _step.States[j].Size, Extent.Rows));
        }
    }

    private IEnumerable<Instruction> BackwardPhases(StepScheduler plan, SortedDictionary<int, List<Loop>> loops)
    {
        List<KeyValuePair<Node,
            int>> products = [.. plan.TransposedPhases.Where(pair => _transposedPlaces.ContainsKey(pair.Key))];
        int last = products.Select(static pair => pair.Value).Concat(plan.AttendPhases.Values).Concat(loops.Keys)
            .DefaultIfEmpty(0).Max();
        for (var phase = 0; phase <= last; phase++)
        {
            foreach (Node node in products.Where(pair => pair.Value == phase).Select(static pair => pair.Key)
                .Concat(Attentions(plan, phase)).OrderBy(static node => node.Id))
            {
                if (node.Op == Op.AttendGradient)
                {
                    yield return AttentionBackward(node);
                    continue;
                }

                Start start = StartOf(node) is null ? Start.Zero : Start.Target;
                FirstStep first = IsOfInitialState(node) ? FirstStep.MayBeUnread : FirstStep.Alike;
                foreach (Multiply product in Transposed(
                    node.TransposedTerms, StepSpan, _transposedPlaces[node], start))
                    yield return product with { First = first };
            }

            if (loops.TryGetValue(phase, out List<Loop>? kernel))
            {
                string suffix = "step_backward" + (phase == 0 ? "" : (phase + 1).ToString());
                yield return new RunKernel(new Kernel(Named(suffix), kernel, _memory.Padding), StepSpan);
            }
        }
    }

    /// <summary>
    /// Whether a product is the gradient of a state before the step and nothing else: at the first step of what somebody
    /// else has given.
    /// </summary>
    private bool IsOfInitialState(Node product)
    {
        StepGradient gradient = _gradient!;
        if (!_loops || _step.Builder.Nodes.Any(node => node.Args.Contains(product))
            || gradient.Accumulators.Values.Contains(product) || gradient.Parameters.Contains(product)
            || gradient.Inputs.Any(input => input.Direct == product))
            return false;
        IReadOnlyList<Node> states = gradient.States;
        return states.Contains(product)
            && Enumerable.Range(0, states.Count)
                .All(j => states[j] != product || _region.InitialState(j) is null);
    }

    /// <summary>Products of gate gradients with transposed weights: one for each run of neighbouring gates, one chain.</summary>
    private IEnumerable<Multiply> Transposed(
        IReadOnlyList<(Accumulator Accumulator, int Term)> terms, Span span, Place target, Start start)
    {
        foreach (GateGroup group in _places.Groups)
        {
            IReadOnlyList<Dictionary<int, WeightTerm>> rounds = GateGroup.Rounds(
                terms.Where(term => group.Has(term.Accumulator))
                    .Select(term => (group.SlotOf(term.Accumulator), term.Accumulator.Terms[term.Term])));
            foreach ((Dictionary<int, WeightTerm> slots, IReadOnlyList<int> run) in Runs(rounds, int.MaxValue))
            {
                Panels panels = _memory.Transposed(
                    Named("transposed"), group.Units, [.. run.Select(slot => slots[slot])]);
                yield return new Multiply(
                    panels, span, Gradient(group, run[0] * group.GateStride), start, null, target);
                start = Start.Target;
            }
        }
    }

    private static IEnumerable<(Dictionary<int, WeightTerm> Slots, IReadOnlyList<int> Run)> Runs(
        IReadOnlyList<Dictionary<int, WeightTerm>> rounds, int longest)
        => rounds.SelectMany(round => GateGroup.Runs(round.Keys, longest).Select(run => (round, run)));

    private IEnumerable<Instruction> BackwardTails()
    {
        foreach (GateGroup group in _places.Groups.Where(_ => !_places.IsPlain))
            yield return new ClearTail(new Place(group.Buffer));
        foreach ((Chunk chunk, bool adds) in _directInputs)
        {
            if (!adds && chunk.FinalState < 0)
                yield return new ClearTail(_surroundings.GradientOf(chunk));
        }
    }

    private IEnumerable<Instruction> InputProducts(StepGradient gradient)
    {
        for (var i = 0; i < gradient.Inputs.Count; i++)
        {
            Chunk chunk = _region.Inputs[i];
            if (gradient.Inputs[i].Products.Count == 0)
                continue;
            Start start = _surroundings.MarkWritten(chunk) ? Start.Target : Start.Zero;
            List<Instruction> products =
                [.. Transposed(gradient.Inputs[i].Products, WholeSpan, _surroundings.GradientOf(chunk), start)];
            if (_surroundings.IsModelInput(chunk))
                yield return new WhenInputGradient(products);
            else
                foreach (Instruction product in products)
                    yield return product;
        }
    }

    private IEnumerable<Instruction> WeightGradients(StepScheduler plan)
    {
        foreach (GateGroup group in _places.Groups)
        {
            List<AccumulateWeights> weights = [.. WeightGradients(group)];
            List<(int, VectorSlice)> biases = [.. BiasSlices(group)];
            foreach (Instruction sum in biases.Count == 0 ? weights : WithBias(group, weights, biases))
                yield return sum;
        }
    }

    private IEnumerable<AccumulateWeights> WeightGradients(GateGroup group)
    {
        IEnumerable<IGrouping<Node, (int Slot, WeightTerm Term)>> operands = _forwardNodes
            .Where(node => node.Op == Op.Affine && group.Has(node.Accumulator!))
            .SelectMany(node => node.Args.Select((arg, i)
                => (Operand: arg,
                    Value: (Slot: group.SlotOf(node.Accumulator!), Term: node.Accumulator!.Terms[i]))))
            .GroupBy(static pair => pair.Operand, static pair => pair.Value);
        foreach (IGrouping<Node, (int Slot, WeightTerm Term)> operand in operands)
        {
            foreach ((Dictionary<int, WeightTerm> slots, IReadOnlyList<int> run) in Runs(
                GateGroup.Rounds(operand), int.MaxValue))
            {
                WeightGradient weight = _memory.Gradient(
                    Named("weights"), group.Units, [.. run.Select(slot => slots[slot])]);
                yield return new AccumulateWeights(
                    weight, WholeSpan, OperandPlace(operand.Key),
                    Gradient(group, run[0] * group.GateStride))
                {
                    First = FirstOf(operand.Key),
                };
            }
        }
    }

    /// <summary>Where the gradient of a gate's pre-activation is: in its place, but that of an output is given.</summary>
    private Place Gradient(GateGroup group, int column)
        => _places.IsPlain ? _surroundings.OutputGradients(_region)[0]! : new Place(group.Buffer, column);

    /// <summary>
    /// The sums of the biases go along with the weights that cover most of the gates, the last of these; the gates to
    /// either side are summed by themselves.
    /// </summary>
    private IEnumerable<Instruction> WithBias(
        GateGroup group, IReadOnlyList<AccumulateWeights> weights, IReadOnlyList<(int, VectorSlice)> biases)
    {
        int width = group.Gates.Count * group.GateStride;
        Buffer bias = _memory.VectorGradient(
            Identifier.Camel($"d_{_region.Name}_{group.Prefix}bias{group.Units}"), width, biases).Buffer;
        AccumulateBias Sum(int from, int to)
            => new(new Place(bias, from), WholeSpan, Gradient(group, from), to - from);
        AccumulateWeights? widest = null;
        foreach (AccumulateWeights weight in weights)
        {
            if (widest is null || weight.Gradient.Width >= widest.Gradient.Width)
                widest = weight;
        }

        if (widest is null)
            return [Sum(0, width)];
        int start = widest.Dz.Column, end = start + widest.Gradient.Width;
        List<Instruction> sums =
            [.. weights.Select(weight => weight == widest ? weight with { Bias = new Place(bias, start) } : weight)];
        if (start > 0)
            sums.Add(Sum(0, start));
        if (end < width)
            sums.Add(Sum(end, width));
        return sums;
    }
}
