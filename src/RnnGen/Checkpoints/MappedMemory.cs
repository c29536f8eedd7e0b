using System.Buffers;

namespace RnnGen;

/// <summary>A part of a mapped file as memory, which keeps the mapping alive.</summary>
internal sealed unsafe class MappedMemory(MappedBytes file, long start, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new(file.At(start), length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)length, nameof(elementIndex));
        return new MemoryHandle(file.At(start) + elementIndex, pinnable: this);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
