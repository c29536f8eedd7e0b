using ILGPU;
using ILGPU.Runtime;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu;

/// <summary>Kernels that were compiled for an accelerator, and the stream that they are launched on.</summary>
internal sealed class KernelCache(Accelerator accelerator)
{
    private const int MostThreads = 64;
    private readonly Dictionary<object, Delegate> _launchers = [];

    public Accelerator Accelerator { get; } = accelerator;

    public AcceleratorStream Stream { get; } = accelerator.DefaultStream;

    /// <summary>Threads of a group where a kernel has no reason for another number.</summary>
    public int GroupSize { get; } = Math.Min(MostThreads, accelerator.MaxNumThreadsPerGroup);

    /// <summary>Groups that cover so many threads; the last one's may be beyond.</summary>
    public KernelConfig Covering(long threads) => new((int)((threads + GroupSize - 1) / GroupSize), GroupSize);

    /// <summary>The launcher of a model's kernel.</summary>
    public Action<AcceleratorStream, KernelConfig, DeviceSlice<T>, int, int> Get<T>(DeviceKernel<T> kernel)
        where T : unmanaged
    {
        if (!_launchers.TryGetValue(kernel, out Delegate? launcher))
            _launchers.Add(kernel, launcher = Accelerator.LoadKernel(kernel.Method));
        return (Action<AcceleratorStream, KernelConfig, DeviceSlice<T>, int, int>)launcher;
    }

    /// <summary>The launcher of a library's kernel of one struct of arguments.</summary>
    public Action<AcceleratorStream, KernelConfig, TArguments> Get<TArguments>(Action<TArguments> method)
        where TArguments : struct
    {
        if (!_launchers.TryGetValue(method, out Delegate? launcher))
            _launchers.Add(method, launcher = Accelerator.LoadKernel(method));
        return (Action<AcceleratorStream, KernelConfig, TArguments>)launcher;
    }
}
