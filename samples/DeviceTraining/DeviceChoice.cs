using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using RnnGen;
#if HAS_ILGPU
using RnnGen.Ilgpu;
#endif

namespace DeviceTraining;

/// <summary>The device that a command line names with <c>--device</c>, opened.</summary>
internal static class DeviceChoice
{
    private const string Option = "--device";
    private const string Processor = "simd";

    /// <summary>What a person reads who wrote something else; the other options are those of all samples.</summary>
    public const string Usage = "  --device D    simd (default), cuda, opencl, cpu or any, or a number as in cuda:1";

    /// <summary>Takes the option out of a command line.</summary>
    /// <returns>The device's name, and all other arguments.</returns>
    public static (string Name, string[] Others) Split(string[] arguments)
    {
        int at = Array.IndexOf(arguments, Option);
        return at < 0 || at + 1 == arguments.Length
            ? (Processor, arguments)
            : (arguments[at + 1], [.. arguments[..at], .. arguments[(at + 2)..]]);
    }

#if HAS_ILGPU
    /// <summary>Opens a device; null for the processor. Where it cannot, says why on the error output.</summary>
    public static bool TryOpen(string name, out Device? device)
    {
        device = null;
        try
        {
            device = IlgpuDevice.Parse(name);
        }
        catch (Exception e) when (e is DeviceException or ArgumentException)
        {
            Console.Error.WriteLine($"{Option} {name}: {e.Message}");
            return false;
        }

        foreach (string reason in (device as IlgpuDevice)?.Passed ?? [])
            Console.WriteLine($"Passed over   {reason}");
        return true;
    }

    /// <summary>Compiles what training a model launches on a device, and says how long that took.</summary>
    public static void Prepare(Device? device, Model<float> model, Optimizer optimizer)
    {
        if (device is not IlgpuDevice ilgpu)
            return;
        var watch = Stopwatch.StartNew();
        int kernels = ilgpu.Prepare(model, optimizer).Count;
        Console.WriteLine($"{kernels} kernels compiled in {watch.Elapsed.TotalSeconds:0.0} s");
    }
#else
    /// <summary>This build knows the processor only; what else is named is refused on the error output.</summary>
    public static bool TryOpen(string name, out Device? device)
    {
        device = null;
        if (name == Processor)
            return true;
        Console.Error.WriteLine($"{Option} {name}: this build has no devices, because ILGPU could not be restored.");
        return false;
    }

    /// <summary>There is nothing to compile.</summary>
    public static void Prepare(Device? device, Model<float> model, Optimizer optimizer)
    {
    }
#endif
}
