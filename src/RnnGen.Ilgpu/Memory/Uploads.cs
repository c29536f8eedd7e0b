using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;

namespace RnnGen.Ilgpu;

/// <summary>
/// Copies of batches to the device that the host does not wait for. What is copied is kept in one of two sets of
/// memory, page-locked where the device reads such by itself, so that the host prepares a batch while the device
/// computes the one before. Copies follow launches in order: the device has one copy of everything.
/// </summary>
internal sealed class Uploads(KernelCache kernels) : IDisposable
{
    // Of a cache line, so that every type may begin there.
    private const int Alignment = 64;

    // What is larger is copied from where it is, and waited for: it is not worth twice its memory.
    private const long Largest = 1L << 28;

    private readonly StagingBuffer<byte>[] _sets = [new(kernels), new(kernels)];
    private readonly StreamMark[] _ends = [new(kernels), new(kernels)];
    private int _set;
    private int _used;
    private bool _isOpen;

    /// <summary>The accelerator.</summary>
    public KernelCache Kernels => kernels;

    /// <summary>
    /// Begins a batch: waits for the copies of the batch before the last one. One that was begun and not ended, because
    /// something failed in between, ends here: its copies may still be on their way.
    /// </summary>
    public void Begin()
    {
        if (_isOpen)
            End();
        _set ^= 1;
        _used = 0;
        _ends[_set].Wait();
        _isOpen = true;
    }

    /// <summary>Copies to the device, in the order of launches; the source may be written again at once.</summary>
    /// <exception cref="DeviceException">The driver refuses it.</exception>
    public void Copy<T>(ReadOnlySpan<T> source, ArrayView<T> target)
        where T : unmanaged
    {
        if (source.IsEmpty)
            return;
        long length = (long)source.Length * Unsafe.SizeOf<T>();
        int at = (_used + Alignment - 1) / Alignment * Alignment;
        if (at + length > Largest)
        {
            kernels.Write(source, target);
            return;
        }

        StagingBuffer<byte> set = _sets[_set];
        int end = at + (int)length;
        Span<byte> all = set.Reserve(end <= set.Capacity ? end : (int)Math.Min(Largest, 2L * end));
        MemoryMarshal.AsBytes(source).CopyTo(all[at..]);
        set.Upload(at, target.SubView(0, source.Length).Cast<byte>());
        _used = end;
    }

    /// <summary>Ends a batch: nothing of it is copied any more.</summary>
    public void End()
    {
        _ends[_set].Set();
        _isOpen = false;
    }

    public void Dispose() => Disposal.Of([.. _sets, .. _ends]);
}
