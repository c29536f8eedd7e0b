using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu.Training;

/// <summary>Launches of the library's kernels that have a thread for each of some things.</summary>
internal static class KernelLaunch
{
    /// <summary>Launches a kernel; it gets whole groups of threads and must leave those beyond alone.</summary>
    public static void Launch<TArguments>(
        this KernelCache kernels, Action<TArguments> method, long threads, TArguments arguments)
        where TArguments : struct
    {
        if (threads > 0)
            kernels.Get(method)(kernels.Stream, kernels.Covering(threads), arguments);
    }

    /// <summary>Launches a kernel by groups.</summary>
    public static void LaunchGroups<TArguments>(
        this KernelCache kernels, Action<TArguments> method, int groups, int groupSize, TArguments arguments)
        where TArguments : struct
    {
        if (groups > 0)
            kernels.Get(method)(kernels.Stream, new KernelConfig(groups, groupSize), arguments);
    }
}
