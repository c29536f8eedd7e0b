using ILGPU;

namespace RnnGen.Ilgpu.Training;

/// <summary>Buffers of training's state: never empty, so that each has an address.</summary>
internal static class StateBuffers
{
    /// <summary>A buffer of zeros.</summary>
    public static DeviceBuffer<T> Zeros<T>(KernelCache kernels, long length)
        where T : unmanaged
    {
        var buffer = new DeviceBuffer<T>(kernels);
        buffer.Clear(Math.Max(1, length));
        return buffer;
    }

    /// <summary>A buffer that holds an array.</summary>
    public static DeviceBuffer<T> Of<T>(KernelCache kernels, T[] values)
        where T : unmanaged
    {
        DeviceBuffer<T> buffer = Zeros<T>(kernels, values.Length);
        buffer.Write(values);
        return buffer;
    }

    /// <summary>At least so many, which may be none; the content is undefined where the buffer had to grow.</summary>
    public static ArrayView<T> AtLeast<T>(this DeviceBuffer<T> buffer, long length)
        where T : unmanaged => buffer.Reserve(Math.Max(1, length));

    /// <summary>Copies to the beginning of a buffer; waits for everything.</summary>
    public static void Write<T>(this DeviceBuffer<T> buffer, ReadOnlySpan<T> values)
        where T : unmanaged => buffer.Kernels.Write(values, buffer.View);

    /// <summary>Copies from a place of a buffer on, its beginning as a rule; waits for everything.</summary>
    public static void Read<T>(this DeviceBuffer<T> buffer, Span<T> values, long from = 0)
        where T : unmanaged => buffer.Kernels.Read(buffer.View.SubView(from, values.Length), values);
}
