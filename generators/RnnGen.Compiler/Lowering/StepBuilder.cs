using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// A step graph while what it computes is lowered into it: one cell, or several with what is between them.
/// </summary>
internal sealed class StepBuilder
{
    private readonly List<int> _inputSizes = [];
    private readonly List<StepState> _states = [];
    private readonly List<Node?> _nextStates = [];

    public GraphBuilder Graph { get; } = new();

    public List<Accumulator> Accumulators { get; } = [];

    public List<VectorSlice> Parameters { get; } = [];

    public List<MemoryTerm> Memories { get; } = [];

    /// <summary>A chunk that comes from outside.</summary>
    public Node Input(int size, string name)
    {
        _inputSizes.Add(size);
        return Graph.Leaf(Op.Input, _inputSizes.Count - 1, size, name);
    }

    /// <summary>A state before the step.</summary>
    public Node State(StepState state)
    {
        _states.Add(state);
        _nextStates.Add(null);
        return Graph.Leaf(Op.State, _states.Count - 1, state.Size, state.Name);
    }

    /// <summary>Says what a state is after the step.</summary>
    public void SetNext(Node state, Node next) => _nextStates[state.Index] = next;

    /// <summary>A learned vector.</summary>
    public Node Parameter(VectorSlice slice, string name)
    {
        Parameters.Add(slice);
        return Graph.Leaf(Op.Parameter, Parameters.Count - 1, slice.Units, name);
    }

    /// <summary>The sum of products that an owner, such as a layer, calls by a name.</summary>
    public Accumulator NewAccumulator(string name, int units, string owner)
    {
        Accumulator accumulator = Graph.NewAccumulator(name, units, owner);
        Accumulators.Add(accumulator);
        return accumulator;
    }

    public StepGraph Build(IReadOnlyList<Node> outputs) => new()
    {
        Builder = Graph,
        InputSizes = _inputSizes,
        States = _states,
        NextStates = [.. _nextStates.Select((next, j)
            => next ?? throw new InvalidOperationException($"The state {_states[j].Name} has no next value."))],
        Outputs = outputs,
        Accumulators = Accumulators,
        Parameters = Parameters,
        Memories = Memories,
    };
}
