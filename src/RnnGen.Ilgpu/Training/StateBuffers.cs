using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu.Training;

/// <summary>Buffers of training's state: made once, or grown; never empty, so that each has an address.</summary>
internal static class StateBuffers
{
    /// <summary>A buffer of zeros.</summary>
    public static MemoryBuffer1D<T, Stride1D.Dense> Zeros<T>(Accelerator accelerator, long length)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = accelerator.Allocate1D<T>(Math.Max(1, length));
        buffer.MemSetToZero();
        return buffer;
    }

    /// <summary>A buffer that holds an array.</summary>
    public static MemoryBuffer1D<T, Stride1D.Dense> Of<T>(Accelerator accelerator, T[] values)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = Zeros<T>(accelerator, values.Length);
        Write<T>(accelerator.DefaultStream, buffer, values);
        return buffer;
    }

    /// <summary>A buffer of at least this length; its contents are lost where it grows.</summary>
    public static void Reserve<T>(Accelerator accelerator, ref MemoryBuffer1D<T, Stride1D.Dense>? buffer, long length)
        where T : unmanaged
    {
        if (buffer != null && buffer.Length >= length)
            return;
        buffer?.Dispose();
        buffer = Zeros<T>(accelerator, length);
    }

    /// <summary>Copies to the beginning of a buffer; waits for the stream.</summary>
    public static void Write<T>(
        AcceleratorStream stream, MemoryBuffer1D<T, Stride1D.Dense> buffer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (!values.IsEmpty)
            buffer.View.AsContiguous().SubView(0, values.Length).CopyFromCPU(stream, values);
    }

    /// <summary>Copies from the beginning of a buffer; waits for the stream.</summary>
    public static void Read<T>(AcceleratorStream stream, MemoryBuffer1D<T, Stride1D.Dense> buffer, Span<T> values)
        where T : unmanaged
    {
        if (!values.IsEmpty)
            buffer.View.AsContiguous().SubView(0, values.Length).CopyToCPU(stream, values);
    }
}
