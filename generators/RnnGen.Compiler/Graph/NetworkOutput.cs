using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Graph;

/// <summary>A head: what a model gives, as chunks of one axis side by side, and how it is judged.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Chunks">The chunks, at least one.</param>
/// <param name="Loss">The loss, or null.</param>
internal sealed record NetworkOutput(string Name, IReadOnlyList<Chunk> Chunks, LossSpec? Loss)
{
    /// <summary>What the loss learns; most losses learn nothing.</summary>
    public IReadOnlyList<Tensor> Tensors { get; init; } = [];

    /// <summary>Factor of the loss among those of other heads.</summary>
    public double Weight => Loss?.Weight ?? 1;

    public int Axis => Chunks[0].Axis;

    public bool PerStep => Chunks.All(static chunk => chunk.PerStep);

    public int Width => Chunks.Sum(static chunk => chunk.Size);

    /// <summary>One chunk is the output itself; several are copied side by side.</summary>
    public bool IsChunk => Chunks.Count == 1;
}
