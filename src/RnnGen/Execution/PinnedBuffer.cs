using System.Runtime.InteropServices;

namespace RnnGen.Execution;

/// <summary>
/// Memory that kernels reach by pointer and users by span: a pinned array, 64-byte aligned and zeroed. Unlike native
/// memory it lives as long as any span of it.
/// </summary>
internal sealed unsafe class PinnedBuffer<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private T[] _array = [];
    private int _start;

    /// <summary>The first element, or null while nothing was reserved.</summary>
    public T* Pointer { get; private set; }

    /// <summary>Number of elements that fit.</summary>
    public int Capacity { get; private set; }

    /// <summary>Makes room for <paramref name="length"/> elements; growing forgets the contents.</summary>
    public void Reserve(long length)
    {
        if (length <= Capacity)
            return;

        int padding = Alignment / sizeof(T);
        _array = GC.AllocateArray<T>(checked((int)(length + padding)), pinned: true);
        T* first = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        long misaligned = (long)first % Alignment;
        _start = misaligned == 0 ? 0 : (int)((Alignment - misaligned) / sizeof(T));
        Pointer = first + _start;
        Capacity = (int)length;
    }

    /// <summary>The first <paramref name="length"/> elements.</summary>
    public Span<T> Span(long length) => _array.AsSpan(_start, checked((int)length));
}
