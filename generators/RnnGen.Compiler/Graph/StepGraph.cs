namespace RnnGen.Compiler.Graph;

/// <summary>What a layer computes at one step for one row: from input chunks and states to new states and an output.</summary>
internal sealed record StepGraph
{
    public required GraphBuilder Builder { get; init; }

    /// <summary>Units of each input chunk.</summary>
    public required IReadOnlyList<int> InputSizes { get; init; }

    public required IReadOnlyList<StepState> States { get; init; }

    /// <summary>The new value of each state.</summary>
    public required IReadOnlyList<Node> NextStates { get; init; }

    /// <summary>The outputs: of a cell one, the node of a new state unless it has a separate one.</summary>
    public required IReadOnlyList<Node> Outputs { get; init; }

    /// <summary>Accumulators in the order of the equations.</summary>
    public required IReadOnlyList<Accumulator> Accumulators { get; init; }

    /// <summary>Learned vectors, as slices of tensors.</summary>
    public required IReadOnlyList<VectorSlice> Parameters { get; init; }

    /// <summary>What attention reads.</summary>
    public IReadOnlyList<MemoryTerm> Memories { get; init; } = [];

    /// <summary>Which new state the first output is, or -1.</summary>
    public int OutputState
    {
        get
        {
            for (var i = 0; i < NextStates.Count; i++)
            {
                if (ReferenceEquals(NextStates[i], Outputs[0]))
                    return i;
            }

            return -1;
        }
    }
}
