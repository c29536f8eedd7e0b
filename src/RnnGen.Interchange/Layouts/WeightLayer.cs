namespace RnnGen.Layouts;

/// <summary>A layer as far as its weights depend on it; of a stack there is one for each layer.</summary>
internal sealed record WeightLayer
{
    /// <summary>The layer's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required WeightKind Kind { get; init; }

    /// <summary>Of a recurrent layer its equations.</summary>
    public CellForm Cell { get; init; }

    /// <summary>Which of a stack it is, from 0.</summary>
    public int Stack { get; init; }

    /// <summary>Units of its input; of an embedding the number of tokens; of a normalisation its features.</summary>
    public required int Inputs { get; init; }

    /// <summary>Units H of the state, of a dense layer's output or of an embedding's row.</summary>
    public required int Units { get; init; }

    /// <summary>Units that the state is projected to, or 0.</summary>
    public int Projection { get; init; }

    /// <summary>1 or 2.</summary>
    public int Directions { get; init; } = 1;

    /// <summary>Whether it has a bias.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>Whether RnnGen's own file has one bias of what is added up.</summary>
    public bool HasOneBias { get; init; }

    /// <summary>Of a simple RNN or a dense layer its activation; null where nothing says it.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Of a layer normalisation what is added to the variance; null where nothing says it.</summary>
    public double? Epsilon { get; init; }

    /// <summary>Whether a declaration says what it is and what no array shows, such as the three that follow.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>How two directions are joined.</summary>
    public Merge Merge { get; init; }

    /// <summary>Whether the only direction reads each row from its end.</summary>
    public bool GoesBackwards { get; init; }

    /// <summary>Whether its input is added to its output, where both have one width.</summary>
    public bool IsResidual { get; init; }

    /// <summary>
    /// Of a dense layer whose weight is an embedding's table that embedding's name; other systems have the numbers
    /// twice.
    /// </summary>
    public string? TiedTo { get; init; }

    /// <summary>What it was taken for where it could be something else, or null.</summary>
    public string? Note { get; init; }

    /// <summary>Why there is no such layer elsewhere, or null; then nothing else but its name is known.</summary>
    public string? Refusal { get; init; }

    /// <summary>Units of what the recurrent product reads.</summary>
    public int StateUnits => Projection > 0 ? Projection : Units;

    /// <summary>Gates in the order of RnnGen's rows.</summary>
    public string Gates => CellForms.Gates(Cell);

    /// <summary>Name, and number within its stack, for messages.</summary>
    public override string ToString() => Stack == 0 ? Excerpt.Of(Name) : $"{Excerpt.Of(Name)}, layer {Stack}";
}
