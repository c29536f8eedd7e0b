using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>The forward program of a region.</summary>
internal sealed partial class RegionScheduler
{
    private StepScheduler PlanForward()
    {
        var plan = new StepScheduler(LeafPlace, Scratch);
        foreach (Node node in _forwardNodes.Where(static node => node.Op == Op.Affine))
            plan.SetResult(node, PlaceOf(node.Accumulator!));
        foreach (KeyValuePair<Node, AttentionPlaces> attended in _attended)
            plan.SetResult(attended.Key, attended.Value.Context);
        for (var j = 0; j < _step.NextStates.Count; j++)
            plan.Store(_step.NextStates[j], _places.Next(j), _step.States[j].Size);
        for (var i = 0; i < _step.Outputs.Count; i++)
        {
            if (NextPlace(_step.Outputs[i]) is null && ContextPlace(_step.Outputs[i]) != _places.Outputs[i]
                && !_places.IsPlain)
                plan.Store(_step.Outputs[i], _places.Outputs[i], _step.Outputs[i].Size);
        }

        foreach (KeyValuePair<Node, Place> operand in _operands)
            plan.Store(operand.Key, operand.Value, operand.Key.Size);
        foreach (KeyValuePair<Node, Place> saved in _saved.Where(pair
                     => pair.Key.Op != Op.Affine || pair.Value != PlaceOf(pair.Key.Accumulator!)))
            plan.Store(saved.Key, saved.Value, saved.Key.Size);
        foreach (Node node in _forwardNodes.Where(static node => node.Op is Op.Affine or Op.Attend))
            plan.Available(node);
        return plan;
    }

    /// <summary>The region's forward program.</summary>
    public RegionProgram Forward(string name)
    {
        StepScheduler plan = PlanForward();
        SortedDictionary<int, List<Loop>> loops = Settled(plan);
        var started = new HashSet<Accumulator>();
        List<Instruction> start = [.. Hoisted(plan, started), .. Filled(plan, started)];
        IReadOnlyList<Instruction> before = _surroundings.Folded(_region, start);
        List<Instruction> step = [.. Phases(plan, loops, started)];
        List<Instruction> body = _loops
            ?
            [
                .. InitialStates(),
                Chunks(_region.IsReverse, before, [.. step, .. ForwardTails()], []),
                .. FinalStates(),
            ]
            : [.. before, .. step];
        return new RegionProgram(_region, Identifier.Pascal(_region.Name) + name, name, body);
    }

    /// <summary>The time loop in chunks, each with what comes before and after it.</summary>
    private ChunkLoop Chunks(
        bool fromEnd, IEnumerable<Instruction> before, IReadOnlyList<Instruction> step, IEnumerable<Instruction> after)
        => new(fromEnd, _places.ChunkStride, [.. before, new TimeLoop(fromEnd, _region.Unroll, step), .. after]);

    /// <summary>Products with the layer's input: all steps of a chunk at once, before the loop.</summary>
    private IEnumerable<Instruction> Hoisted(StepScheduler plan, HashSet<Accumulator> started)
    {
        for (var chunk = 0; chunk < _region.Inputs.Count; chunk++)
        {
            foreach (Multiply product in Products(plan, -1, node
                => node.Op == Op.Input && node.Index == chunk, started))
                yield return product with { Span = WholeSpan };
        }
    }

    /// <summary>
    /// Gates that start at their bias inside the loop but share a product with gates that go on from the input's: filled
    /// beforehand, so that the product stays one.
    /// </summary>
    private IEnumerable<Instruction> Filled(StepScheduler plan, HashSet<Accumulator> started)
    {
        foreach (GateGroup group in _places.Groups)
        {
            foreach (IGrouping<Node, Accumulator> sharing in OperandsOf(plan, group))
            {
                if (!sharing.Any(started.Contains))
                    continue;
                foreach (Accumulator gate in sharing.Where(started.Add))
                {
                    Place place = group.PlaceOf(gate);
                    yield return new FillRows(WholeSpan, Bias(group, place.Column), place, group.GateStride);
                }
            }
        }
    }

    private static IEnumerable<IGrouping<Node, Accumulator>> OperandsOf(StepScheduler plan, GateGroup group)
        => plan.TermPhases.Where(pair => group.Has(pair.Key.Accumulator!))
            .SelectMany(static pair => pair.Key.Args.Where(static arg => arg.Op != Op.Input)
                .Select(arg => (Operand: arg, Gate: pair.Key.Accumulator!)))
            .GroupBy(static pair => pair.Operand, static pair => pair.Gate);

    private IEnumerable<Instruction> Phases(
        StepScheduler plan, SortedDictionary<int, List<Loop>> loops, HashSet<Accumulator> started)
    {
        int last = plan.TermPhases.Values.SelectMany(static phases => phases).Concat(plan.AttendPhases.Values)
            .Concat(loops.Keys).DefaultIfEmpty(0).Max();
        var result = new List<Instruction>();
        for (var phase = 0; phase <= last; phase++)
        {
            result.AddRange(Attentions(plan, phase).Select(node
                => new Attend(_step.Memories[node.Index], StepSpan, _attended[node])));
            foreach (Node operand in TermOrder.Of(plan.TermPhases, phase))
                result.AddRange(Products(plan, phase, node => ReferenceEquals(node, operand), started));
            if (loops.TryGetValue(phase, out List<Loop>? kernel))
            {
                string name = (_places.IsTraining ? "step" : "evaluate_step")
                    + (phase == 0 ? "" : (phase + 1).ToString());
                result.Add(new RunKernel(new Kernel(Named(name), kernel, _memory.Padding), StepSpan));
            }
        }

        return result;
    }

    /// <summary>Products of one phase with one operand: one for each run of neighbouring gates.</summary>
    private IEnumerable<Multiply> Products(
        StepScheduler plan, int phase, Func<Node, bool> isOperand, HashSet<Accumulator> started)
    {
        foreach (GateGroup group in _places.Groups)
        {
            var terms = new List<(int Slot, WeightTerm Term)>();
            Node? operand = null;
            foreach (KeyValuePair<Node, int[]> pair in plan.TermPhases.Where(pair => group.Has(pair.Key.Accumulator!)))
            {
                for (var i = 0; i < pair.Value.Length; i++)
                {
                    if (pair.Value[i] != phase || !isOperand(pair.Key.Args[i]))
                        continue;
                    operand = pair.Key.Args[i];
                    terms.Add((group.SlotOf(pair.Key.Accumulator!), pair.Key.Accumulator!.Terms[i]));
                }
            }

            foreach (Dictionary<int, WeightTerm> slots in GateGroup.Rounds(terms))
            {
                foreach (IReadOnlyList<int> run in slots.Keys.GroupBy(slot => started.Contains(group.Gates[slot]))
                             .SelectMany(static some => GateGroup.Runs(some, 4)).ToList())
                {
                    bool goesOn = started.Contains(group.Gates[run[0]]);
                    Panels panels = _memory.Forward(Named("panels"), group.Units, [.. run.Select(slot => slots[slot])]);
                    int column = run[0] * group.GateStride;
                    yield return new Multiply(
                        panels, StepSpan, OperandPlace(operand!), goesOn ? Start.Target : Start.Bias,
                        goesOn ? null : Bias(group, column), new Place(group.Buffer, column))
                    {
                        // What starts at a bias has to be written.
                        First = goesOn ? FirstOf(operand!) : FirstStep.Alike,
                    };
                    started.UnionWith(run.Select(slot => group.Gates[slot]));
                }
            }
        }
    }

    /// <summary>The group's biases as one packed row.</summary>
    private Place Bias(GateGroup group, int column)
        => new(_memory.Vector(
            Identifier.Camel($"{_region.Name}_{group.Prefix}bias{group.Units}"), group.Gates.Count * group.GateStride,
                [.. BiasSlices(group)]).Buffer, column);

    private static IEnumerable<(int, VectorSlice)> BiasSlices(GateGroup group)
        => group.Gates.SelectMany((gate, slot) => gate.Biases.Select(slice => (slot * group.GateStride, slice)));

    private IEnumerable<Instruction> InitialStates()
    {
        if (!_region.IsReverse)
            yield break;
        for (var j = 0; j < _places.States.Count; j++)
        {
            yield return new ClearRagged(_places.States[j]);
            yield return new PutInitial(_places.InitialStates[j], _places.States[j]);
        }
    }

    private IEnumerable<Instruction> FinalStates()
    {
        if (_region.IsReverse)
            yield break;
        for (var j = 0; j < _places.States.Count; j++)
            yield return new TakeFinal(_places.States[j], _places.FinalStates[j]);
    }

    /// <summary>Rows that ended are zero wherever all rows of all steps are read later.</summary>
    private IEnumerable<Instruction> ForwardTails()
    {
        IEnumerable<Place> places = _places.Outputs.Where(place => !_places.States.Contains(place.Buffer))
            .Concat(_operands.Values)
            .Where(static place => place.Buffer.Extent == Extent.Steps);
        if (!_region.IsReverse)
            places = _places.States.Select((_, j) => _places.Next(j)).Concat(places);
        return places.Distinct().Select(static place => new ClearTail(place));
    }
}
