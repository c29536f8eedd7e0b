using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.OpenCL;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu;

/// <summary>Kernels that were compiled for an accelerator, and the stream that they are launched on.</summary>
internal sealed class KernelCache(Accelerator accelerator)
{
    private const int MostThreads = 64;
    private const int MostRowsOfGroup = 8;
    private const int MostThreadsOfGroup = 512;
    private readonly Dictionary<object, Delegate> _launchers = [];

    public Accelerator Accelerator { get; } = accelerator;

    public AcceleratorStream Stream { get; } = accelerator.DefaultStream;

    /// <summary>Threads of a group where a kernel has no reason for another number.</summary>
    public int GroupSize { get; } = Math.Min(MostThreads, accelerator.MaxNumThreadsPerGroup);

    /// <summary>Groups that cover so many threads; the last one's may be beyond.</summary>
    public KernelConfig Covering(long threads) => new((int)((threads + GroupSize - 1) / GroupSize), GroupSize);

    /// <summary>Whether threads of a group are turns of a loop on one core of a processor.</summary>
    public bool IsProcessor { get; } = accelerator is CPUAccelerator
        || (accelerator is CLAccelerator { Device: CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU } });

    /// <summary>Threads and rows of a group of a kernel of a whole time loop.</summary>
    /// <param name="threads">Threads that one row has work for.</param>
    /// <param name="rows">Rows in all.</param>
    public (int Threads, int Rows) GroupOf(int threads, int rows)
    {
        if (IsProcessor)
            return (1, 1);
        int each = Math.Clamp(rows / Math.Max(1, Accelerator.NumMultiprocessors), 1, MostRowsOfGroup);
        return (Math.Min(threads * each, Math.Min(MostThreadsOfGroup, Accelerator.MaxNumThreadsPerGroup)), each);
    }

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
