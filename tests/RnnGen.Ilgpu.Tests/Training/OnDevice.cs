using ILGPU;
using RnnGen.Ilgpu.Training;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>A test's array on an accelerator.</summary>
internal sealed class OnDevice<T> : IDisposable
    where T : unmanaged
{
    private readonly DeviceBuffer<T> _buffer;
    private readonly int _length;

    public OnDevice(KernelCache kernels, T[] values)
    {
        _length = values.Length;
        _buffer = StateBuffers.Of(kernels, values);
    }

    public ArrayView<T> View => _buffer.View;

    public T[] Read()
    {
        var values = new T[_length];
        _buffer.Read<T>(values);
        return values;
    }

    public void Write(T[] values) => _buffer.Write<T>(values);

    public void Dispose() => _buffer.Dispose();
}
