using System.Buffers;

namespace RnnGen.Training.Tests;

/// <summary>Memory that fails when it is read, as a full disk would in the middle of a file.</summary>
internal sealed class BrokenMemory(int length) : MemoryManager<byte>
{
    public override Memory<byte> Memory => CreateMemory(length);

    public override Span<byte> GetSpan() => throw new IOException("broken");

    public override MemoryHandle Pin(int elementIndex = 0) => throw new IOException("broken");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
