using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>One slice of the batch at hand: which rows it has, where its memory is.</summary>
internal sealed unsafe class SliceSlot<T>
    where T : unmanaged
{
    /// <summary>Position of the first row in the order of lengths.</summary>
    public int First { get; set; }

    /// <summary>Rows.</summary>
    public int Rows { get; set; }

    /// <summary>Steps of the longest row.</summary>
    public int Steps { get; set; }

    /// <summary>Where the slice's arena begins in the workspace's arena.</summary>
    public long ArenaOffset { get; set; }

    /// <summary>Offsets of the ports in the slice's arena.</summary>
    public required long[] Ports { get; init; }

    /// <summary>What the program gets.</summary>
    public Slice<T> Slice;

    /// <summary>Takes the folded tables, or null, where training has changed them since the slice was bound.</summary>
    public void Refresh(T* folded)
    {
        if (Slice.Folded != folded)
            Slice = Slice with { Folded = folded };
    }
}
