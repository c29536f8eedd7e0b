namespace RnnGen.Compiler.Schedule;

/// <summary>
/// A named piece of memory with rows of <see cref="Stride"/> floats, a multiple of 64 bytes; of an alignment, whose
/// rows are as long as the memory, the stride is what they are rounded up to.
/// </summary>
internal sealed record Buffer(string Name, Extent Extent, int Stride)
{
    /// <summary>Offset within the packed weights or gradients, the flat parameters or the folded tables.</summary>
    public long Offset { get; init; }

    /// <summary>Floats at the end of a row that only keep rows apart: see <see cref="Memory.Spacing"/>.</summary>
    public int Spacing { get; init; }

    /// <summary>Floats of a row without those.</summary>
    public int Width => Stride - Spacing;

    /// <summary>Number of the axis whose rows and steps it has; of the arena only.</summary>
    public int Axis { get; init; }

    /// <summary>Of an alignment, number of the axis whose steps make up a row.</summary>
    public int MemoryAxis { get; init; }

    /// <summary>Of a buffer of chunks, what decides their length: see <see cref="ChunkLoop"/>.</summary>
    public int ChunkStride { get; init; }

    /// <summary>Steps whose rows it holds beside those of the sequence: a history begins before the first one.</summary>
    public int MoreSteps => Extent == Extent.History ? 1 : 0;

    public bool IsArena => Extent is Extent.Rows or Extent.Steps or Extent.Chunk or Extent.History
        or Extent.Alignment;
}
