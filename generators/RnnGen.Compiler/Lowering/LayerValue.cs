using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <summary>What flows from layer to layer.</summary>
/// <param name="Chunks">The value; empty where it is tokens or states.</param>
/// <param name="Finals">
/// Directly behind a recurrent layer its final output of each direction, which a read-out takes; else null.
/// </param>
internal sealed record LayerValue(IReadOnlyList<Chunk> Chunks, IReadOnlyList<Chunk>? Finals = null)
{
    /// <summary>
    /// Final values of states: of a recurrent layer its own, layer by layer and direction by direction.
    /// </summary>
    public IReadOnlyList<NamedState> States { get; init; } = [];

    /// <summary>Of the call of a step what it returns.</summary>
    public IReadOnlyList<LayerValue> Results { get; init; } = [];

    /// <summary>Of an attention the weights that the value was summed by; of an alignment, that.</summary>
    public NetworkAlignment? Alignment { get; init; }

    /// <summary>The number of the input and that of its axis where the value is tokens.</summary>
    public (int Input, int Axis) Tokens { get; init; }

    public bool PerStep => Chunks.All(static chunk => chunk.PerStep);

    public int Width => Chunks.Sum(static chunk => chunk.Size);
}
