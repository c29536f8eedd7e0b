using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace RnnGen.Ilgpu;

/// <summary>
/// Memory of the host that copies to and from a device start and end in: it does not move, and is page-locked where the
/// device copies from such memory by itself (CUDA). Grows and never shrinks.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
internal sealed unsafe class StagingBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly KernelCache _kernels;
    private PageLockedArray1D<T>? _locked;
    private T[] _array = [];
    private bool _disposed;

    /// <param name="kernels">The accelerator.</param>
    public StagingBuffer(KernelCache kernels)
    {
        _kernels = kernels;
        Construction.Enter(this);
    }

    /// <summary>How many fit.</summary>
    public int Capacity => _array.Length;

    // The array is pinned as long as it is here.
    private T* Pointer => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));

    /// <summary>So many from the first one on; the content is undefined where the buffer had to grow.</summary>
    public Span<T> Reserve(int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _kernels.ThrowIfDisposed();
        if (length > Capacity)
        {
            Release();
            if (_kernels.Accelerator is CudaAccelerator cuda)
            {
                // Unlike a copy or a launch this is asked of whatever context the thread has.
                cuda.Bind();
                _kernels.Try(
                    "memory of the host could not be page-locked",
                    (Buffer: this, Cuda: cuda, Length: length),
                    static it => it.Buffer._locked = it.Cuda.AllocatePageLocked1D<T>(it.Length, uninitialized: true));
                _array = _locked!.GetArray();
            }
            else
            {
                _array = GC.AllocateUninitializedArray<T>(length, pinned: true);
            }
        }

        return _array.AsSpan(0, length);
    }

    /// <summary>
    /// Copies to the device, from <paramref name="at"/> on, in the order of launches: the host may not write there
    /// before <see cref="KernelCache.Synchronize"/>.
    /// </summary>
    public void Upload(int at, ArrayView<T> target)
    {
        Check(at, target);
        _kernels.Send(Pointer + at, target);
    }

    /// <summary>
    /// As <see cref="Upload"/>, from the device: what arrives is there after <see cref="KernelCache.Synchronize"/>.
    /// </summary>
    public void Download(ArrayView<T> source, int at)
    {
        Check(at, source);
        _kernels.Receive(source, Pointer + at);
    }

    public void Dispose()
    {
        _disposed = true;
        Release();
    }

    private void Check(int at, ArrayView<T> view)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (at < 0 || view.Length > Capacity - at)
            throw new ArgumentOutOfRangeException(nameof(at), $"{view.Length} from {at} on of {Capacity}.");
    }

    private void Release()
    {
        PageLockedArray1D<T>? locked = _locked;
        T[] array = _array;
        bool mayBeCopied = !_kernels.IsDisposed && Capacity > 0;
        _locked = null;
        _array = [];
        try
        {
            // Copies that are under way would end in memory that is somebody else's by then.
            if (mayBeCopied)
                _kernels.Synchronize();
        }
        finally
        {
            GC.KeepAlive(array);
            if (!_kernels.IsDisposed && locked != null)
                _kernels.Try("memory of the host could not be unlocked", locked, static it => it.Dispose());
        }
    }
}
