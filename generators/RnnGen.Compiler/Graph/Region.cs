namespace RnnGen.Compiler.Graph;

/// <summary>One layer and direction: a step graph with what it reads and what it is called.</summary>
internal sealed class Region
{
    private StepGraph? _step;

    public required string Name { get; init; }

    public required RegionKind Kind { get; init; }

    /// <summary>Runs from each row's last step to its first.</summary>
    public bool IsReverse { get; init; }

    /// <summary>Over all steps, or over the rows of a read-out.</summary>
    public bool PerStep { get; init; } = true;

    /// <summary>The layer whose cell it is and nothing else, with the number of the stacked layer; or null.</summary>
    public (string Name, int Stack)? Layer { get; init; }

    /// <summary>
    /// Whether its equations have no value at zero, so that steps beyond a row's length, which hold zeros, must not be
    /// computed.
    /// </summary>
    public bool SkipsPadding { get; init; }

    /// <summary>Number of the axis whose steps it runs over, or whose order its rows are in.</summary>
    public int Axis { get; init; }

    public required IReadOnlyList<Chunk> Inputs { get; init; }

    /// <summary>What each state of a scan starts from; null, or none, is for whoever runs the model to give.</summary>
    public IReadOnlyList<Chunk?> InitialStates { get; init; } = [];

    /// <summary>The chunks that it reads: its inputs, what its states start from, and all of what its attention reads.</summary>
    public IEnumerable<Chunk> Reads
    {
        get
        {
            IEnumerable<Chunk> own = Inputs.Concat(InitialStates.OfType<Chunk>());
            return Step is null ? own
                : own.Concat(Step.Memories.SelectMany(static memory => new[] { memory.Keys, memory.Values }));
        }
    }

    /// <summary>The equations; null for what only looks up or moves.</summary>
    public StepGraph? Step { get => _step; init => _step = value; }

    /// <summary>Number of the first of its states among the model's.</summary>
    public int FirstState { get; init; }

    /// <summary>Unroll factor of the time loop.</summary>
    public int Unroll { get; init; } = 1;

    /// <summary>The embedding's table, with its padding row or -1.</summary>
    public (int Tensor, int Padding) Table { get; init; }

    /// <summary>The number of the input whose tokens an embedding or a gathering reads.</summary>
    public int TokenInput { get; init; }

    /// <summary>Where a state starts, or null where whoever runs the model says it.</summary>
    public Chunk? InitialState(int state) => state < InitialStates.Count ? InitialStates[state] : null;

    /// <summary>Makes a new state an output too, where it is none yet, and returns which one.</summary>
    public int Expose(int state)
    {
        Node next = _step!.NextStates[state];
        for (var i = 0; i < _step.Outputs.Count; i++)
        {
            if (ReferenceEquals(_step.Outputs[i], next))
                return i;
        }

        _step = _step with { Outputs = [.. _step.Outputs, next] };
        return _step.Outputs.Count - 1;
    }

    /// <summary>Units of each output.</summary>
    public IReadOnlyList<int> OutputSizes
        => Step is null ? Widths : [.. Step.Outputs.Select(static output => output.Size)];

    /// <summary>Units of each output where there are no equations.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [];
}
