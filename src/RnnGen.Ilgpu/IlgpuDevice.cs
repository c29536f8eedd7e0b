using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu;

/// <summary>
/// A GPU, or whatever else CUDA, OpenCL or ILGPU's simulator show as one. Any number of models may be computed on it,
/// from any thread; what they launch follows one after the other.
/// </summary>
public sealed class IlgpuDevice : Device
{
    private const string NotAhead =
        "ILGPU compiles kernels from their IL while the program runs, which trimming and native AOT take away.";

    private readonly Context _context;
    private readonly Accelerator _accelerator;
    private readonly object _gate = new();

    private IlgpuDevice(IlgpuDeviceInfo info, Context context, Accelerator accelerator)
    {
        Info = info;
        _context = context;
        _accelerator = accelerator;
        Kernels = new KernelCache(accelerator, info.Name);
    }

    /// <inheritdoc/>
    public override string Name => Info.Name;

    /// <summary>The device as <see cref="Find"/> lists it.</summary>
    public IlgpuDeviceInfo Info { get; }

    /// <summary>What was passed over when this device was chosen, and why; a sentence each.</summary>
    public IReadOnlyList<string> Passed { get; private init; } = [];

    /// <summary>
    /// What computes large products: cuBLAS with its version, or this library's kernels, and why where the device is
    /// one of CUDA.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The device was disposed.</exception>
    public string LargeProducts
    {
        get
        {
            Kernels.ThrowIfDisposed();
            return Kernels.BlasState;
        }
    }

    /// <summary>Its memory in bytes.</summary>
    public long TotalMemory => Kernels.Memory.Total;

    /// <summary>
    /// Its free memory in bytes: what CUDA's driver says, elsewhere what is left by <see cref="UsedMemory"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The device was disposed.</exception>
    public long FreeMemory
    {
        get
        {
            Kernels.ThrowIfDisposed();
            return Kernels.Memory.Free;
        }
    }

    /// <summary>What models hold of its memory, in bytes.</summary>
    public long UsedMemory => Kernels.Memory.Used;

    internal KernelCache Kernels { get; }

    /// <summary>How time loops run of what is opened from now on.</summary>
    internal LoopPlan Plan { get; set; }

    /// <summary>All devices of this machine, usable or not, in the order in which they are preferred.</summary>
    [RequiresDynamicCode(NotAhead)]
    [RequiresUnreferencedCode(NotAhead)]
    public static IReadOnlyList<IlgpuDeviceInfo> Find()
    {
        var search = new DeviceSearch();
        foreach (IlgpuDeviceInfo info in search.Devices)
        {
            // Some devices show only by a kernel whether they can be used.
            if (info is { IsUsable: true, Source: CLDevice { Capabilities.GenericAddressSpace: false } })
                TryOpen(info, [])?.Dispose();
        }

        return search.Devices;
    }

    /// <summary>Opens a device.</summary>
    /// <param name="kind">How it is reached.</param>
    /// <param name="index">
    /// Its number among the devices of this kind; of <see cref="IlgpuKind.Any"/> among all that can be used.
    /// </param>
    /// <exception cref="DeviceException">
    /// There is no such device, or it cannot be used; the message says why.
    /// </exception>
    [RequiresDynamicCode(NotAhead)]
    [RequiresUnreferencedCode(NotAhead)]
    public static IlgpuDevice Open(IlgpuKind kind = IlgpuKind.Any, int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var search = new DeviceSearch(kind);
        if (kind != IlgpuKind.Any)
        {
            IlgpuDeviceInfo? info = search.Devices.FirstOrDefault(info => info.Index == index);
            return info == null ? throw Absent(kind, index, search) : OpenOne(info, []);
        }

        List<string> passed = [.. search.Missing];
        int usable = 0;
        foreach (IlgpuDeviceInfo info in search.Devices)
        {
            IlgpuDevice? device = TryOpen(info, passed);
            if (device != null && usable++ == index)
                return device;
            device?.Dispose();
        }

        throw new DeviceException(
            "any",
            $"There are {usable} devices that can be used, none with number {index}. {string.Join(' ', passed)}");
    }

    /// <summary>
    /// Opens what a command line names: <c>cuda</c>, <c>opencl</c>, <c>cpu</c> or <c>any</c>, with the number of the
    /// device behind a colon where it is not the first (<c>cuda:1</c>).
    /// </summary>
    /// <param name="text">The name, in any case.</param>
    /// <returns>
    /// The device; null for <c>simd</c>, which is none: models are computed by the processor's own kernels.
    /// </returns>
    /// <exception cref="ArgumentException">The text names none of these.</exception>
    /// <exception cref="DeviceException">There is no such device, or it cannot be used.</exception>
    [RequiresDynamicCode(NotAhead)]
    [RequiresUnreferencedCode(NotAhead)]
    public static IlgpuDevice? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Trim().ToLowerInvariant().Split(':');
        if (parts is ["simd"])
            return null;
        IlgpuKind? kind = parts[0] switch
        {
            "any" => IlgpuKind.Any,
            "cuda" => IlgpuKind.Cuda,
            "opencl" => IlgpuKind.OpenCL,
            "cpu" => IlgpuKind.Cpu,
            _ => null,
        };
        int index = 0;
        bool isNumbered = parts.Length == 1 || (parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index));
        if (kind == null || !isNumbered)
        {
            throw new ArgumentException(
                $"'{text}' is no device: say simd, cuda, opencl, cpu or any, or a number as in cuda:1.", nameof(text));
        }

        return Open(kind.Value, index);
    }

    /// <summary>
    /// Compiles the kernels that a model launches, its own and this library's: else each is compiled when it is first
    /// launched. A batch of zeros is computed by them, in memory that is given back, so that drivers leave none of
    /// their work to the first batch either. The model does not change.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">
    /// What the model will be trained by, for the kernels of its losses and of the update; null for those that compute
    /// outputs and gradients only.
    /// </param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <returns>The model's kernels and those of the library that were compiled, and how long each took.</returns>
    /// <exception cref="InvalidOperationException">There is an optimizer, and the model has no loss.</exception>
    /// <exception cref="MissingKernelsException">The model has no kernels for devices.</exception>
    /// <exception cref="DeviceException">
    /// A kernel cannot be compiled, there is no memory for the model, or the device lacks the precision for it.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The device was disposed.</exception>
    public IReadOnlyList<KernelTime> Prepare<T>(Model<T> model, Optimizer? optimizer = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        DeviceProgram<T> program = ProgramOf(model);
        if (optimizer != null && !model.Info.HasLoss)
            throw new InvalidOperationException($"{model.Info.Name} declares no loss to train on.");
        IReadOnlyList<KernelTime> own = Kernels.Compile(program);
        int before = Kernels.Compiled.Length;
        Preparation.Run(this, model, optimizer);
        return [.. own, .. Kernels.CompiledHere(before)];
    }

    /// <summary>The device's name.</summary>
    public override string ToString() => Name;

    /// <inheritdoc/>
    /// <exception cref="DeviceException">
    /// The device has failed, and parameters that it has moved could not be read; it is disposed all the same.
    /// </exception>
    public override void Dispose()
    {
        lock (_gate)
        {
            if (Kernels.IsDisposed)
                return;
            Disposal.After(Kernels.Residents.BringBack, Kernels, _accelerator, _context);
        }
    }

    internal override DeviceModel<T> Open<T>(Model<T> model)
    {
        Kernels.ThrowIfUnusable();
        DeviceProgram<T> program = ProgramOf(model);
        return Construction.Of(() => new IlgpuModel<T>(model, program, Kernels) { LoopPlan = Plan });
    }

    internal override string Describe<T>(Model<T> model)
    {
        string loops = model.Program.Devices is DeviceProgram<T> program
            ? LoopPlans.Describe<T>(program.Loops, Plan, Kernels.IsProcessor) : "";
        return loops.Length == 0 ? $"on {Name}" : $"on {Name}\ntime loops: {loops}";
    }

    private DeviceProgram<T> ProgramOf<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            Kernels.RequireDoubles($"in which {model.Info.Name} computes. Models in float32 can be computed on it");
        return model.Program.Devices as DeviceProgram<T> ?? throw MissingKernelsException.Of(model);
    }

    private static IlgpuDevice? TryOpen(IlgpuDeviceInfo info, List<string> passed)
    {
        if (info.IsUsable)
        {
            try
            {
                return OpenOne(info, [.. passed]);
            }
            catch (DeviceException e)
            {
                info.Problem = e.Message.StartsWith(info.Name, StringComparison.Ordinal)
                    ? e.Message[info.Name.Length..].TrimStart(' ', ':').TrimEnd('.')
                    : e.Message.TrimEnd('.');
            }
        }

        passed.Add($"{info}.");
        return null;
    }

    internal static IlgpuDevice OpenOne(IlgpuDeviceInfo info, IReadOnlyList<string> passed)
    {
        if (info.Problem != null)
            throw new DeviceException(info.Name, $"{info.Name} cannot be used: {info.Problem}.");
        bool probes = info.Source is CLDevice cl && GenericAddressSpace.Pretend(cl, info.Name);
        Context? context = null;
        Accelerator? accelerator = null;
        try
        {
            // The default level writes __generic, which no OpenCL device without that address space compiles.
            context = Context.Create(static builder => builder.Optimize(OptimizationLevel.O2).EnableAlgorithms());
            accelerator = info.Source.CreateAccelerator(context);
            var device = new IlgpuDevice(info, context, accelerator) { Passed = passed };
            if (probes)
                GenericAddressSpace.Check((CLDevice)info.Source, device.Kernels);
            return device;
        }
        catch (Exception e)
        {
            _ = Disposal.Try(accelerator, context);
            if (e is DeviceException)
                throw;
            throw new DeviceException(info.Name, $"{info.Name} cannot be opened: {DriverError.Text(e)}", e);
        }
    }

    private static DeviceException Absent(IlgpuKind kind, int index, DeviceSearch search)
    {
        string there = search.Devices.Count == 0
            ? string.Join(' ', search.Missing)
            : "There are: " + string.Join("; ", search.Devices.Select(info => $"{info.Index} {info}")) + ".";
        return new DeviceException($"{kind} {index}", $"There is no device {index} of {kind}. {there}");
    }
}
