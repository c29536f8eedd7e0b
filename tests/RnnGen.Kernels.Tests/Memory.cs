using System.Runtime.InteropServices;

namespace RnnGen.Kernels.Tests;

/// <summary>Aligned memory with a guard behind it, released at the end of a test.</summary>
internal sealed unsafe class Memory<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Guard = 64;

    private readonly List<(nint Start, long Length)> _blocks = [];

    /// <summary>So many numbers from a seeded generator, or zeros.</summary>
    public T* New(long length, int seed = 0)
    {
        T* p = (T*)NativeMemory.AlignedAlloc((nuint)((length + Guard) * sizeof(T)), 64);
        _blocks.Add(((nint)p, length));
        Random random = new(seed);
        for (long i = 0; i < length; i++)
            p[i] = seed == 0 ? T.Zero : T.CreateTruncating((random.NextDouble() * 2) - 1);
        for (long i = length; i < length + Guard; i++)
            p[i] = T.NaN;
        return p;
    }

    /// <summary>Checks the guards and frees all.</summary>
    public void Dispose()
    {
        bool written = false;
        foreach ((nint start, long length) in _blocks)
        {
            for (long i = length; i < length + Guard; i++)
                written |= !T.IsNaN(((T*)start)[i]);
            NativeMemory.AlignedFree((void*)start);
        }

        Assert.False(written, "something was written beyond the end of a buffer");
    }
}
