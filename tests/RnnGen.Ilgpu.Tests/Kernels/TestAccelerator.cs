using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>One accelerator of each kind for all tests of the kernels: opening one takes long.</summary>
internal static class TestAccelerator
{
    private static readonly Lazy<(KernelCache? Cache, string? Missing)> s_openCL = new(OpenOpenCL);
    private static readonly Lazy<KernelCache> s_cpu = new(OpenCpu);

    /// <summary>The first OpenCL device, be it PoCL.</summary>
    public static KernelCache OpenCL => s_openCL.Value.Cache!;

    /// <summary>Why there is none, or null.</summary>
    public static string? OpenCLMissing => s_openCL.Value.Missing;

    /// <summary>ILGPU's simulator with its default groups of 16 threads.</summary>
    public static KernelCache Cpu => s_cpu.Value;

    private static (KernelCache?, string?) OpenOpenCL()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Somebody has set one already.
        }

        try
        {
            var context = Context.Create(static builder => builder
                .Optimize(OptimizationLevel.O2)
                .OpenCL(static device =>
                {
                    PropertyInfo generic = typeof(CLCapabilityContext).GetProperty("GenericAddressSpace")!;
                    generic.SetValue(device.Capabilities, true); // PoCL compiles it and says that it does not
                    return true;
                }));
            return context.GetCLDevices().Count == 0
                ? (null, "there is no OpenCL device (Debian: pocl-opencl-icd and ocl-icd-libopencl1 bring one)")
                : (new KernelCache(context.GetCLDevice(0).CreateCLAccelerator(context)), null);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or CLException
            or NotSupportedException)
        {
            return (null, $"OpenCL cannot be opened: {e.Message}");
        }
    }

    private static KernelCache OpenCpu()
    {
        var context = Context.Create(static builder => builder.CPU(CPUDevice.Default));
        return new KernelCache(context.GetCPUDevice(0).CreateCPUAccelerator(context));
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
        => name is "OpenCL" or "cuda" && NativeLibrary.TryLoad($"lib{name}.so.1", out IntPtr handle)
            ? handle
            : IntPtr.Zero;
}
