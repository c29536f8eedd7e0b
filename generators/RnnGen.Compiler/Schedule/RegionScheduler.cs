using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Passes;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Schedules one region: products that leave the time loop, the loop with its products and fused kernels, and, for
/// training, the same backwards.
/// </summary>
internal sealed partial class RegionScheduler
{
    private readonly Region _region;
    private readonly StepGraph _step;
    private readonly RegionMemory _places;
    private readonly Memory _memory;
    private readonly Arena _arena;
    private readonly IRegionSurroundings _surroundings;
    private readonly Dictionary<Node, Place> _operands = [];
    private readonly Dictionary<Node, Place> _saved = [];
    private readonly Node[] _forwardNodes;
    private readonly bool _loops;
    private StepGradient? _gradient;

    public RegionScheduler(
        Region region, RegionMemory places, Memory memory, Arena arena, IRegionSurroundings surroundings)
    {
        _region = region;
        _step = region.Step!;
        _places = places;
        _memory = memory;
        _arena = arena;
        _surroundings = surroundings;
        _forwardNodes = [.. _step.Builder.Nodes];
        bool wholeSequenceMask = _forwardNodes.Any(node
            => node.Op == Op.Mask && surroundings.MaskOf(node.Index).Buffer.Extent == Extent.Rows);
        _loops = region.Kind == RegionKind.Scan || (region.PerStep && (wholeSequenceMask || region.SkipsPadding));
        foreach (Node operand in LoopOperands())
            _operands[operand] = _places.IsTraining || !_loops
                ? new Place(_places.New(operand.Name ?? "operand", operand.Size))
                : new Place(_places.New(operand.Name ?? "operand", operand.Size, Extent.Rows));
        foreach (Node node in _forwardNodes.Where(static node => node.Op == Op.Attend))
            _attended.Add(node, PlaceAttention(node));
    }

    /// <summary>Rows that a kernel or product of a step covers.</summary>
    private Span StepSpan => _loops ? Span.Active : WholeSpan;

    /// <summary>Rows that a product outside the time loop covers.</summary>
    private Span WholeSpan => _loops ? Span.Chunk : _region.PerStep ? Span.Steps : Span.Rows;

    /// <summary>The backward pass's view of the step; training only.</summary>
    public void Differentiate()
    {
        _gradient = ReverseMode.Run(
            _step, [.. _surroundings.OutputGradients(_region).Select(static place => place is not null)]);
        IReadOnlyList<Node> saved = SaveOrRecompute.Run([.. _forwardNodes], _gradient, IsKept);
        HashSet<Node> outOfPlace = [];
        while (true)
        {
            AssignSaved(saved, outOfPlace);
            int mark = _arena.Buffers.Count;
            List<Node> conflicts = [.. Conflicts(PlanForward()).Concat(Conflicts(PlanBackward()))
                .Where(node => _saved.ContainsKey(node) || node.Op == Op.Affine)];
            _arena.Rollback(mark);
            List<Node> moved = [.. conflicts.SelectMany(Movable).Where(outOfPlace.Add)];
            if (moved.Count == 0)
                return;
        }
    }

    private static IEnumerable<Node> Conflicts(StepScheduler plan)
    {
        plan.Run();
        return plan.Conflicts().ToList();
    }

    /// <summary>The kernels of a plan; to read a value after its memory was overwritten is a mistake of ours.</summary>
    private static SortedDictionary<int, List<Loop>> Settled(StepScheduler plan)
    {
        SortedDictionary<int, List<Loop>> loops = plan.Run();
        return plan.Conflicts().FirstOrDefault() is { } node
            ? throw new InvalidOperationException($"{node} is read after its memory was overwritten.")
            : loops;
    }

    /// <summary>The saved value to move where one conflicts: itself, or what replaced the pre-activation it needs.</summary>
    private IEnumerable<Node> Movable(Node node)
        => node.Op == Op.Affine
            ? _saved.Where(pair => pair.Value == PlaceOf(node.Accumulator!)).Select(static pair => pair.Key)
            : [node];

    /// <summary>Saved values go where a pre-activation was that only they needed; the others get memory of their own.</summary>
    private void AssignSaved(IReadOnlyList<Node> saved, HashSet<Node> outOfPlace)
    {
        var taken = new HashSet<Place>();
        foreach (Node node in saved)
        {
            Place? slot = outOfPlace.Contains(node) ? null : SlotFor(node, taken, saved);
            if (slot is null)
            {
                if (_saved.TryGetValue(node, out Place? old)
                    && !_places.Groups.Any(group => group.Buffer == old.Buffer))
                    continue;
                _saved[node] = node.Op == Op.Affine && !outOfPlace.Contains(node)
                    ? PlaceOf(node.Accumulator!)
                    : new Place(_places.New(SavedName(node), node.Size));
            }
            else
            {
                _saved[node] = slot;
                taken.Add(slot);
            }
        }
    }

    /// <summary>An unnamed tanh of c2 is saved as tanhC2.</summary>
    private static string SavedName(Node node)
        => node.Name ?? (node.Args.Length == 1 && node.Args[0].Name is { } operand
            ? OpInfo.Of(node.Op).Name + "_" + operand
            : "saved");

    private Place? SlotFor(Node node, HashSet<Place> taken, IReadOnlyList<Node> saved)
    {
        foreach (Node arg in node.Args)
        {
            if (arg.Op == Op.Affine && arg.Size == node.Size && !saved.Contains(arg)
                && PlaceOf(arg.Accumulator!) is var place && !taken.Contains(place))
                return place;
        }

        return null;
    }

    private bool IsKept(Node node)
        => node.Op is Op.State or Op.Input or Op.Parameter or Op.Mask || _operands.ContainsKey(node)
            || _attended.ContainsKey(node) || _step.NextStates.Contains(node) || _step.Outputs.Contains(node);

    private Place PlaceOf(Accumulator gate)
        => _places.Groups.First(group => group.Has(gate)).PlaceOf(gate);

    /// <summary>Operands of products and attention inside the time loop that kernels compute there.</summary>
    private IEnumerable<Node> LoopOperands()
        => _forwardNodes.Where(static node => node.Op is Op.Affine or Op.Attend).SelectMany(static node => node.Args)
            .Where(arg => arg.Op is not (Op.Input or Op.State or Op.Attend) && !_step.NextStates.Contains(arg))
            .Distinct();

    /// <summary>Where the operand of a product or of attention is.</summary>
    private Place OperandPlace(Node operand) => operand.Op switch
    {
        Op.Input => _surroundings.ValueOf(_region.Inputs[operand.Index]),
        Op.State => _places.Previous(operand.Index),
        Op.Attend => _attended[operand].Context,
        _ => _operands.TryGetValue(operand, out Place? place) ? place : NextPlace(operand)!,
    };

    private Place? NextPlace(Node node)
    {
        for (var j = 0; j < _step.NextStates.Count; j++)
        {
            if (ReferenceEquals(_step.NextStates[j], node))
                return _places.Next(j);
        }

        return null;
    }

    private Place? LeafPlace(Node node) => node.Op switch
    {
        Op.Input => _surroundings.ValueOf(_region.Inputs[node.Index]),
        Op.State => _places.Previous(node.Index),
        Op.Parameter => new Place(ParameterVector(node.Index).Buffer),
        Op.Mask => _surroundings.MaskOf(node.Index),
        _ => null,
    };

    private PackedVector ParameterVector(int index)
    {
        VectorSlice slice = _step.Parameters[index];
        return _memory.Vector(
            Identifier.Camel($"{_region.Name}_parameter{index}"), _memory.Padded(slice.Units), [(0, slice)]);
    }

    /// <summary>Whether a value is a state that is zero before the first step where nobody gives another.</summary>
    private FirstStep FirstOf(Node operand)
        => operand.Op == Op.State && _loops && _region.InitialState(operand.Index) is null
            && _step.States[operand.Index].Initial == 0
            ? FirstStep.MayBeZero
            : FirstStep.Alike;

    private Place Scratch(Node node)
        => new(_places.New(node.Name ?? "value", node.Size, _loops ? Extent.Rows : null));

    private string Named(string name) => Identifier.Pascal(_region.Name + "_" + name);
}
