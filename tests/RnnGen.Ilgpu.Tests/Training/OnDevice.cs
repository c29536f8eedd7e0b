using ILGPU;
using ILGPU.Runtime;
using RnnGen.Ilgpu.Training;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>A test's array on an accelerator.</summary>
internal sealed class OnDevice<T> : IDisposable
    where T : unmanaged
{
    private readonly KernelCache _kernels;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _buffer;
    private readonly int _length;

    public OnDevice(KernelCache kernels, T[] values)
    {
        _kernels = kernels;
        _length = values.Length;
        _buffer = StateBuffers.Of(kernels.Accelerator, values);
    }

    public ArrayView<T> View => _buffer.View.AsContiguous();

    public T[] Read()
    {
        var values = new T[_length];
        StateBuffers.Read<T>(_kernels.Stream, _buffer, values);
        return values;
    }

    public void Write(T[] values) => StateBuffers.Write<T>(_kernels.Stream, _buffer, values);

    public void Dispose() => _buffer.Dispose();
}
