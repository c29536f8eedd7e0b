using System.Runtime.InteropServices;

namespace RnnGen.Execution;

/// <summary>
/// Native memory, 64-byte aligned, zeroed when it grows; it never shrinks. Where it is large, the system zeroes pages
/// as they are touched: what only a device computes in takes no memory here.
/// </summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private const nuint Alignment = 64;

    private void* _block;

    /// <summary>The first element, or null while nothing was reserved.</summary>
    public T* Pointer { get; private set; }

    /// <summary>Number of elements that fit.</summary>
    public long Capacity { get; private set; }

    ~NativeBuffer() => Free();

    /// <summary>Makes room for <paramref name="length"/> elements; growing forgets the contents.</summary>
    public void Reserve(long length)
    {
        if (length <= Capacity)
            return;

        Free();
        nuint bytes = checked((nuint)length * (nuint)sizeof(T));
        nuint alignment = LargePages.AreKnown && bytes >= LargePages.Size / 2 ? LargePages.Size : Alignment;
        bytes = (bytes + alignment - 1) & ~(alignment - 1);
        _block = NativeMemory.AllocZeroed(checked(bytes + alignment));
        Pointer = (T*)(((nuint)_block + alignment - 1) & ~(alignment - 1));
        if (alignment == LargePages.Size)
            LargePages.Advise(Pointer, bytes);
        Capacity = length;
        GC.KeepAlive(this);
    }

    /// <summary>The first <paramref name="length"/> elements.</summary>
    public Span<T> Span(long length) => new(Pointer, checked((int)length));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_block);
        _block = Pointer = null;
        Capacity = 0;
    }
}
