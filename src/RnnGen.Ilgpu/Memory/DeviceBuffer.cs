using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu;

/// <summary>Memory of a device that grows and never shrinks.</summary>
/// <typeparam name="T">What it holds.</typeparam>
internal sealed class DeviceBuffer<T> : IDisposable
    where T : unmanaged
{
    private MemoryBuffer1D<T, Stride1D.Dense>? _buffer;
    private bool _disposed;

    /// <param name="kernels">The accelerator.</param>
    public DeviceBuffer(KernelCache kernels)
    {
        Kernels = kernels;
        Construction.Enter(this);
    }

    /// <summary>The accelerator.</summary>
    public KernelCache Kernels { get; }

    /// <summary>How many fit.</summary>
    public long Capacity => _buffer?.Length ?? 0;

    /// <summary>All of it.</summary>
    public ArrayView<T> View => Reserve(Capacity);

    /// <summary>So many from the first one on; the content is undefined where the buffer had to grow.</summary>
    /// <exception cref="DeviceException">The device has not as much memory; the buffer is then empty.</exception>
    public ArrayView<T> Reserve(long length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Kernels.ThrowIfDisposed();
        if (length > Capacity)
        {
            // What is there can still be read where the compiler has failed.
            Kernels.ThrowIfUnusable();

            // The old one goes first, so that both need not fit side by side.
            Release();
            _buffer = Kernels.Memory.Allocate<T>(length);
        }

        return _buffer == null ? ArrayView<T>.Empty : _buffer.View.BaseView.SubView(0, length);
    }

    /// <summary>Zeroes so many, in the order of launches.</summary>
    public void Clear(long length)
    {
        ArrayView<T> view = Reserve(length);
        if (length > 0)
        {
            Kernels.Try(
                "memory could not be cleared",
                (View: view, Kernels.Stream),
                static it => it.View.MemSetToZero(it.Stream));
        }
    }

    public void Dispose()
    {
        _disposed = true;
        Release();
    }

    private void Release()
    {
        if (_buffer is not { } buffer)
            return;
        _buffer = null;
        Kernels.Memory.Return(buffer);
    }
}
