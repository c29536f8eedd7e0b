using System.Buffers;
using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>Keeps memory of a batch where it is while work reads it by pointer. Pinning allocates nothing.</summary>
internal sealed unsafe class Pins
{
    private readonly MemoryHandle[] _handles;
    private int _count;

    private Pins(int most) => _handles = new MemoryHandle[most];

    /// <summary>Room for all of a batch: each input, four of each head, initial and final states.</summary>
    public static Pins For(ModelInfo info) => new(info.Inputs.Count + (4 * info.Heads.Count) + 2);

    /// <summary>A pointer to memory, good until <see cref="Release"/>; null where there is none.</summary>
    public TItem* Pin<TItem>(ReadOnlyMemory<TItem> memory)
        where TItem : unmanaged
    {
        if (memory.IsEmpty)
            return null;
        MemoryHandle handle = memory.Pin();
        _handles[_count++] = handle;
        return (TItem*)handle.Pointer;
    }

    /// <summary>Lets all memory move again.</summary>
    public void Release()
    {
        while (_count > 0)
            _handles[--_count].Dispose();
    }
}
