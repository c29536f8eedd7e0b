using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <summary>What flows from layer to layer.</summary>
/// <param name="Chunks">The value; empty where it is tokens.</param>
/// <param name="Finals">
/// Directly behind a recurrent layer its final output of each direction, which a read-out takes; else null.
/// </param>
internal sealed record LayerValue(IReadOnlyList<Chunk> Chunks, IReadOnlyList<Chunk>? Finals = null)
{
    public bool PerStep => Chunks.All(static chunk => chunk.PerStep);

    public int Width => Chunks.Sum(static chunk => chunk.Size);
}
