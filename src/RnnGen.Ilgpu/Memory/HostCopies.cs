using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu;

/// <summary>
/// Copies between a device and memory of the host, wherever that is. They follow launches in order; those of pointers
/// are on their way when the call returns, those of spans are done.
/// </summary>
internal static unsafe class HostCopies
{
    /// <summary>
    /// Copies to all of a view. What is copied may neither move nor be written before a
    /// <see cref="KernelCache.Synchronize"/>.
    /// </summary>
    /// <exception cref="DeviceException">The driver refuses it.</exception>
    public static void Send<T>(this KernelCache kernels, T* source, ArrayView<T> target)
        where T : unmanaged
    {
        if (target.Length > 0)
        {
            kernels.Try(
                "a copy to the device failed",
                (View: target, kernels.Stream, Host: (IntPtr)source),
                static it => it.View.CopyFromCPUUnsafeAsync(it.Stream, ref *(T*)it.Host, it.View.Length));
        }
    }

    /// <summary>
    /// Copies all of a view. It is there, in memory that may not move until then, after a
    /// <see cref="KernelCache.Synchronize"/>.
    /// </summary>
    /// <exception cref="DeviceException">The driver refuses it.</exception>
    public static void Receive<T>(this KernelCache kernels, ArrayView<T> source, T* target)
        where T : unmanaged
    {
        if (source.Length > 0)
        {
            kernels.Try(
                "a copy from the device failed",
                (View: source, kernels.Stream, Host: (IntPtr)target),
                static it => it.View.CopyToCPUUnsafeAsync(it.Stream, ref *(T*)it.Host, it.View.Length));
        }
    }

    /// <summary>Copies to the beginning of a view; waits for everything.</summary>
    /// <exception cref="DeviceException">The driver refuses it, or something launched before has failed.</exception>
    public static void Write<T>(this KernelCache kernels, ReadOnlySpan<T> source, ArrayView<T> target)
        where T : unmanaged
    {
        if (source.IsEmpty)
            return;
        fixed (T* first = source)
        {
            kernels.Send(first, target.SubView(0, source.Length));
            kernels.Synchronize();
        }
    }

    /// <summary>Copies the beginning of a view; waits for everything.</summary>
    /// <exception cref="DeviceException">The driver refuses it, or something launched before has failed.</exception>
    public static void Read<T>(this KernelCache kernels, ArrayView<T> source, Span<T> target)
        where T : unmanaged
    {
        if (target.IsEmpty)
            return;
        fixed (T* first = target)
        {
            kernels.Receive(source.SubView(0, target.Length), first);
            kernels.Synchronize();
        }
    }
}
