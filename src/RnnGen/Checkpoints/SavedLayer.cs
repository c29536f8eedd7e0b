using RnnGen.Structure;

namespace RnnGen;

/// <summary>What a file says of a layer.</summary>
/// <param name="Structure">The layer, with defaults for what is not said.</param>
internal sealed record SavedLayer(LayerStructure Structure)
{
    /// <summary>
    /// Whether a declaration says it. Otherwise only arrays do, which show neither how two directions are joined nor
    /// which way one reads, nor what is added to its outputs: nothing is known of these then.
    /// </summary>
    public bool IsDeclared { get; init; } = true;

    /// <summary>Whether its activation is known.</summary>
    public bool HasActivation { get; init; } = true;

    /// <summary>Whether its epsilon is known.</summary>
    public bool HasEpsilon { get; init; } = true;
}
