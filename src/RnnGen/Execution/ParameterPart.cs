namespace RnnGen.Execution;

/// <summary>A range of the flat parameters that one thread collects, updates and packs.</summary>
/// <param name="Start">Its first float.</param>
/// <param name="Length">Its floats.</param>
internal sealed record ParameterPart(int Start, int Length)
{
    /// <summary>The float behind the last.</summary>
    public int End => Start + Length;

    /// <summary>Units of the layout's panels whose weights lie here.</summary>
    public required BlockRange[] Panels { get; init; }

    /// <summary>Units of the layout's matrix gradients that belong here.</summary>
    public required BlockRange[] Gradients { get; init; }

    /// <summary>The layout's vector gradients that belong here.</summary>
    public required int[] VectorGradients { get; init; }

    /// <summary>Rows of token tables.</summary>
    public required BlockRange[] Tables { get; init; }

    /// <summary>
    /// Whether each float has exactly one gradient: then collecting overwrites, and nothing is cleared before.
    /// </summary>
    public required bool Overwrites { get; init; }
}
