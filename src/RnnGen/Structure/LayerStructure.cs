namespace RnnGen.Structure;

/// <summary>A layer, as far as its equations and its tensors depend on the declaration.</summary>
public sealed record LayerStructure
{
    /// <summary>Its name, the prefix of its tensors.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required LayerKind Kind { get; init; }

    /// <summary>Of a recurrent layer the full name of the cell's class, such as <c>RnnGen.Cells.LstmCell</c>.</summary>
    public string? Cell { get; init; }

    /// <summary>Of a recurrent layer the hidden size of each stacked layer.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [];

    /// <summary>Of a recurrent layer the values of its cell's named sizes, such as <c>projection</c>.</summary>
    public IReadOnlyDictionary<string, int> NamedSizes { get; init; } = new Dictionary<string, int>();

    /// <summary>What <c>Activate</c> in the cell stands for, or what a dense layer ends with.</summary>
    public Activation Activation { get; init; }

    /// <summary>
    /// Bias vectors of an affine over input and state, 0 to 2; of a dense layer 1, or 0 where it has none.
    /// </summary>
    public int Biases { get; init; } = 1;

    /// <summary>Whether a second set of weights reads each row from its end.</summary>
    public bool IsBidirectional { get; init; }

    /// <summary>How the two directions are joined.</summary>
    public Merge Merge { get; init; }

    /// <summary>Whether the only direction reads each row from its end.</summary>
    public bool GoesBackwards { get; init; }

    /// <summary>Whether each layer whose input and output widths agree adds its input to its output.</summary>
    public bool IsResidual { get; init; }

    /// <summary>Share of a state's previous value that stays, in evaluation too (Krueger et al. 2017).</summary>
    public double Zoneout { get; init; }

    /// <summary>
    /// Units of an embedding's row, of a dense layer's output or in which additive attention compares.
    /// </summary>
    public int Units { get; init; }

    /// <summary>Of an embedding the number of tokens.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Of an embedding the token whose row is not trained, or -1.</summary>
    public int Padding { get; init; } = -1;

    /// <summary>
    /// Of a dense layer the name of the embedding whose table is its weight, or null.
    /// </summary>
    public string? TiedTo { get; init; }

    /// <summary>Of an attention how it scores keys.</summary>
    public Score Score { get; init; }

    /// <summary>Of a layer normalisation what is added to the variance.</summary>
    public double Epsilon { get; init; }
}
