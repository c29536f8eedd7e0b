using System.Collections.Concurrent;
using System.Diagnostics;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.OpenCL;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu;

/// <summary>
/// Kernels that were compiled for an accelerator, and the stream that they are launched on. Any thread may ask for
/// kernels and launch them; launches follow each other in the order in which they were made.
/// </summary>
internal sealed class KernelCache : IDisposable
{
    private const int UsualThreads = 64;
    private const int RowsOfThread = 4;
    private const int MostThreadsOfGroup = 512;
    private readonly ConcurrentDictionary<object, LoadedKernel> _kernels = new(KernelComparer.Instance);
    private readonly List<(KernelTime Kernel, int Thread)> _times = [];

    // ILGPU compiles one kernel at a time, and sets a kernel's arguments before it launches it: two threads at once
    // would mix theirs up.
    private readonly object _gate = new();
    private readonly DeviceErrors _errors;
    private readonly KernelLoader _loader;
    private readonly BlasChoice _blas;
    private volatile string? _broken;

    /// <summary>An empty cache for an accelerator, which remains its owner's.</summary>
    public KernelCache(Accelerator accelerator, string? device = null)
    {
        Accelerator = accelerator;
        Device = device ?? accelerator.Name;
        Stream = accelerator.DefaultStream;
        _errors = new DeviceErrors(Device, Launches);
        _loader = new KernelLoader(this, _gate, _errors);
        GroupSize = Math.Min(UsualThreads, accelerator.MaxNumThreadsPerGroup);
        Memory = new DeviceMemory(this);
        _blas = new BlasChoice(() => CuBlasProducts.Open(this));
        IsProcessor = accelerator is CPUAccelerator
            || accelerator is CLAccelerator { Device: CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU } };
    }

    public Accelerator Accelerator { get; }

    public AcceleratorStream Stream { get; }

    /// <summary>The device's name, for messages.</summary>
    public string Device { get; }

    public DeviceMemory Memory { get; }

    /// <summary>What was launched last.</summary>
    public LaunchLog Launches { get; } = new();

    /// <summary>Those that keep on the device what the host has not.</summary>
    public DeviceResidents Residents { get; } = new();

    /// <summary>All kernels that have been compiled, in their order.</summary>
    public KernelTime[] Compiled
    {
        get
        {
            lock (_gate)
                return [.. _times.Select(static one => one.Kernel)];
        }
    }

    /// <summary>Kernels that this thread has had compiled, in their order.</summary>
    /// <param name="first">All kernels that were compiled before those that count.</param>
    public IEnumerable<KernelTime> CompiledHere(int first)
    {
        lock (_gate)
        {
            int thread = Environment.CurrentManagedThreadId;
            return [.. _times.Skip(first).Where(one => one.Thread == thread).Select(static one => one.Kernel)];
        }
    }

    /// <summary>Large products by a library of the device's maker; null without one.</summary>
    public CuBlasProducts? Blas => _blas.Products;

    /// <summary>What large products are computed by, and why.</summary>
    public string BlasState => _blas.State;

    /// <summary>Whether the device is gone.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Threads of a group where a kernel has no reason for another number.</summary>
    public int GroupSize { get; }

    /// <summary>Groups that cover so many threads; the last one's may be beyond.</summary>
    /// <param name="threads">How many threads.</param>
    /// <param name="most">Threads of a group of the kernel, at most.</param>
    public KernelConfig Covering(long threads, int most = int.MaxValue)
    {
        int size = Math.Min(GroupSize, most);
        return new KernelConfig((int)((threads + size - 1) / size), size);
    }

    /// <summary>Whether the threads of a group are turns of a loop on a core of a processor.</summary>
    public bool IsProcessor { get; }

    /// <summary>
    /// Threads and rows of every group of a kernel of a whole time loop, where tests want groups as GPUs have them.
    /// </summary>
    internal (int Threads, int Rows)? FixedGroup { get; set; }

    /// <summary>
    /// How the library's kernels are cut into threads, where tests want them as other devices have them.
    /// </summary>
    internal KernelForm? FixedForm { get; set; }

    /// <summary>Threads of a group of any kernel at most, where tests want a device that has few.</summary>
    internal int? FixedLimit { get; set; }

    /// <summary>Told of each kernel as it is loaded, where tests want that to fail.</summary>
    internal Action<string>? Loading { get; set; }

    /// <summary>Told of each wait before it, where tests want that to fail.</summary>
    internal Action? Waiting { get; set; }

    /// <summary>
    /// Whether memory that a batch has not written yet holds no number, where tests look for who reads it: a GPU leaves
    /// there whatever was there before.
    /// </summary>
    internal bool PoisonsMemory { get; set; }

    /// <summary>
    /// Threads and rows of a group of a kernel of a whole time loop: on a GPU rows that let all groups run at once, and
    /// threads that take up to four rows each, as many as there are registers for.
    /// </summary>
    /// <param name="kernel">The kernel, which is compiled where it has not been.</param>
    /// <param name="rows">Rows in all.</param>
    public (int Threads, int Rows) GroupOf<T>(DeviceKernel<T> kernel, int rows)
        where T : unmanaged
    {
        if (FixedGroup is { } fixedGroup)
            return fixedGroup;
        if (IsProcessor)
            return (1, 1);
        int most = MostThreads(kernel);
        int processors = Math.Max(1, Accelerator.NumMultiprocessors);
        int each = Math.Clamp((rows + processors - 1) / processors, 1, DeviceSteps.MostRows);
        int threads = kernel.GroupSize * ((each + RowsOfThread - 1) / RowsOfThread);
        return (Math.Min(threads, Math.Min(MostThreadsOfGroup, most)), each);
    }

    /// <summary>The launcher of a model's kernel, which is compiled where it has not been.</summary>
    /// <exception cref="DeviceException">It cannot be compiled, or another one could not.</exception>
    public Action<AcceleratorStream, KernelConfig, DeviceSlice<T>, int, int> Get<T>(DeviceKernel<T> kernel)
        where T : unmanaged
        => (Action<AcceleratorStream, KernelConfig, DeviceSlice<T>, int, int>)Load(kernel).Launch;

    /// <summary>The launcher of a library's kernel of one struct of arguments.</summary>
    /// <exception cref="DeviceException">It cannot be compiled, or another one could not.</exception>
    public Action<AcceleratorStream, KernelConfig, TArguments> Get<TArguments>(Action<TArguments> method)
        where TArguments : struct
        => (Action<AcceleratorStream, KernelConfig, TArguments>)Load(method).Launch;

    /// <summary>Threads of a group of a model's kernel at most, as the driver says.</summary>
    /// <exception cref="DeviceException">It cannot be compiled, or another one could not.</exception>
    public int MostThreads<T>(DeviceKernel<T> kernel)
        where T : unmanaged => Least(Load(kernel));

    /// <summary>Threads of a group of a library's kernel at most, as the driver says.</summary>
    /// <exception cref="DeviceException">It cannot be compiled, or another one could not.</exception>
    public int MostThreads<TArguments>(Action<TArguments> method)
        where TArguments : struct => Least(Load(method));

    /// <summary>Compiles the kernels of a model in advance, one after the other, and says how long each took.</summary>
    /// <exception cref="DeviceException">One cannot be compiled.</exception>
    public IReadOnlyList<KernelTime> Compile<T>(DeviceProgram<T> program)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var times = new List<KernelTime>(program.Kernels.Count);
        foreach (DeviceKernel<T> kernel in program.Kernels)
        {
            bool known = Find(kernel) != null;
            long start = Stopwatch.GetTimestamp();
            Get(kernel);
            times.Add(new KernelTime(kernel.Name, known ? TimeSpan.Zero : Stopwatch.GetElapsedTime(start)));
        }

        return times;
    }

    /// <summary>Waits for all that was launched and copied.</summary>
    /// <exception cref="DeviceException">Something launched before has failed.</exception>
    public void Synchronize() => WaitFor(Launches.Count, Stream, static stream => stream.Synchronize());

    /// <summary>Waits for launches and what was copied among them, in a way of the caller's.</summary>
    /// <param name="launches">How many launches, from the first on, are done when it returns.</param>
    /// <param name="state">What to wait by.</param>
    /// <param name="wait">Waits.</param>
    /// <exception cref="DeviceException">Something launched before has failed.</exception>
    public void WaitFor<TState>(long launches, TState state, Action<TState> wait)
    {
        Try(
            "what was launched before has failed",
            (Kernels: this, State: state, Wait: wait),
            static it =>
            {
                it.Kernels.Waiting?.Invoke();
                it.Wait(it.State);
            });
        Launches.Finish(launches);
    }

    /// <summary>Asks the driver for something; its errors then have the device and what it was.</summary>
    public void Try<TState>(string failure, TState state, Action<TState> action)
    {
        ThrowIfDisposed();
        try
        {
            action(state);
        }
        catch (AcceleratorException e)
        {
            throw Failure(failure, e);
        }
    }

    /// <summary>An error of the driver, with the device and what was asked of it.</summary>
    public DeviceException Failure(string failure, Exception error) => _errors.Of(failure, error);

    /// <summary>Throws where the device was disposed.</summary>
    public void ThrowIfDisposed()
    {
        if (IsDisposed)
        {
            throw new ObjectDisposedException(
                Device,
                $"{Device} was disposed: open it again, or set a model's Device to null for the processor.");
        }
    }

    /// <summary>Throws where the device was disposed, or where its compiler has failed.</summary>
    public void ThrowIfUnusable()
    {
        ThrowIfDisposed();
        if (_broken is { } kernel)
        {
            throw new DeviceException(
                Device,
                $"{Device} cannot be used any more since kernel {kernel} could not be compiled: dispose it and open it "
                + "again.",
                kernel: kernel);
        }
    }

    /// <summary>Throws where the device cannot compute in double.</summary>
    /// <param name="need">What needs it, and what can be computed nevertheless.</param>
    public void RequireDoubles(string need)
    {
        if (Accelerator is CLAccelerator { Capabilities.Float64: false })
            throw new DeviceException(Device, $"{Device} has no double precision (cl_khr_fp64), {need}.");
    }

    /// <summary>Spoils what a view holds, where tests want that.</summary>
    internal void Poison<T>(ArrayView<T> view)
        where T : unmanaged
    {
        if (PoisonsMemory && view.Length > 0)
            view.MemSet(Stream, 0xFF);
    }

    /// <summary>Refuses everything from now on; returns when nothing is being compiled or launched.</summary>
    public void Dispose()
    {
        lock (_gate)
            IsDisposed = true;
        _blas.Dispose();
    }

    private LoadedKernel Load<T>(DeviceKernel<T> kernel)
        where T : unmanaged
        => Find(kernel) ?? Compile(kernel, kernel.Name, static (loader, key) => loader.Load((DeviceKernel<T>)key));

    private LoadedKernel Load<TArguments>(Action<TArguments> method)
        where TArguments : struct
        => Find(method) ?? Compile(
            method, KernelLoader.NameOf(method), static (loader, key) => loader.Load((Action<TArguments>)key));

    private LoadedKernel? Find(object kernel)
    {
        ThrowIfUnusable();
        return _kernels.GetValueOrDefault(kernel);
    }

    private int Least(LoadedKernel kernel) => Math.Min(kernel.MostThreads, FixedLimit ?? int.MaxValue);

    private LoadedKernel Compile(object kernel, string name, Func<KernelLoader, object, LoadedKernel> load)
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            if (_kernels.TryGetValue(kernel, out LoadedKernel? loaded))
                return loaded;
            using var log = new CompilerLog();
            long start = Stopwatch.GetTimestamp();
            try
            {
                loaded = load(_loader, kernel);
                Loading?.Invoke(name);
                _times.Add((
                    new KernelTime(name, Stopwatch.GetElapsedTime(start)), Environment.CurrentManagedThreadId));
                return _kernels[kernel] = loaded;
            }
            catch (Exception e) when (DriverError.IsOutOfMemoryWhileLoading(e))
            {
                // ILGPU was done with it: the driver had no room, and may have some the next time.
                throw _errors.NoMemory(name, Memory, e, log.With(e));
            }
            catch (Exception e) when (DriverError.IsOfALaunch(e))
            {
                // Nothing is wrong with this kernel.
                throw _errors.NotLoaded(name, e, log.With(e));
            }
            catch (Exception e)
            {
                // What was half compiled stays in ILGPU's context: the next kernel would fail on it, or wait forever.
                _broken = name;
                throw _errors.NotCompiled(name, e, log.With(e));
            }
        }
    }
}
