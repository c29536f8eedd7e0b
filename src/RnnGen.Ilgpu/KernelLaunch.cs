using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu;

/// <summary>
/// Launches of the library's kernels. How many threads a group has is no more than the driver allows of the kernel: a
/// device may have small groups, and the registers of a kernel may leave room for few threads.
/// </summary>
internal static class KernelLaunch
{
    /// <summary>
    /// Launches a kernel that has a thread for each of some things; it gets whole groups of threads and must leave
    /// those beyond alone.
    /// </summary>
    public static void Launch<TArguments>(
        this KernelCache kernels, Action<TArguments> method, long threads, in TArguments arguments)
        where TArguments : struct
    {
        if (threads > 0)
            kernels.Get(method)(kernels.Stream, kernels.Covering(threads, kernels.MostThreads(method)), arguments);
    }

    /// <summary>Launches a kernel by groups of any number of threads.</summary>
    public static void LaunchGroups<TArguments>(
        this KernelCache kernels, Action<TArguments> method, int groups, in TArguments arguments)
        where TArguments : struct
    {
        if (groups > 0)
        {
            int threads = Math.Min(kernels.GroupSize, kernels.MostThreads(method));
            kernels.Get(method)(kernels.Stream, new KernelConfig(groups, threads), arguments);
        }
    }

    /// <summary>
    /// Launches a kernel by groups of so many threads, which <see cref="Fits"/> has said there can be.
    /// </summary>
    public static void LaunchGroups<TArguments>(
        this KernelCache kernels, Action<TArguments> method, Index3D groups, int threads, in TArguments arguments)
        where TArguments : struct
        => kernels.Get(method)(
            kernels.Stream, new KernelConfig(groups, new Index3D(threads, 1, 1)), arguments);

    /// <summary>
    /// Whether a group of a kernel can have so many threads; where it cannot, there is another kernel for the same.
    /// </summary>
    public static bool Fits<TArguments>(this KernelCache kernels, Action<TArguments> method, int threads)
        where TArguments : struct => threads <= kernels.MostThreads(method);
}
