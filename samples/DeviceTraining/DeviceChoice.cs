using System.Diagnostics;
using RnnGen;
#if HAS_ILGPU
using RnnGen.Ilgpu;
#endif
using Samples;

namespace DeviceTraining;

/// <summary>The device that a command line names with <c>--device</c>, opened.</summary>
internal static class DeviceChoice
{
#if HAS_ILGPU
    /// <summary>Opens a device; null for the processor.</summary>
    /// <exception cref="FormatException">There is no such device, or it cannot be opened.</exception>
    public static Device? Open(string name)
    {
        try
        {
            IlgpuDevice? device = IlgpuDevice.Parse(name);
            foreach (string reason in device?.Passed ?? [])
                Console.WriteLine($"Passed over   {reason}");
            return device;
        }
        catch (Exception e) when (e is DeviceException or ArgumentException)
        {
            throw new FormatException($"--device {name}: {SampleProgram.Plain(e)}", e);
        }
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
    /// <summary>This build knows the processor only, which is null.</summary>
    /// <exception cref="FormatException">Something else is named.</exception>
    public static Device? Open(string name) => name == "simd" ? null : throw new FormatException(
        $"--device {name}: this build has no devices, because ILGPU could not be restored.");

    /// <summary>There is nothing to compile.</summary>
    public static void Prepare(Device? device, Model<float> model, Optimizer optimizer)
    {
    }
#endif
}
