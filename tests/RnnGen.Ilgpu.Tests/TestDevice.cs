using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu.Tests;

/// <summary>The OpenCL device of the machine.</summary>
internal static class TestDevice
{
    public static IlgpuDevice OpenCl { get; } = Open();

    private static IlgpuDevice Open()
    {
        System.Runtime.InteropServices.NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, (name, asm, path) =>
            (name is "OpenCL" or "cuda") && System.Runtime.InteropServices.NativeLibrary.TryLoad($"lib{name}.so.1", out var h) ? h : IntPtr.Zero);
        Context context = Context.Create(b => b.OpenCL(dev =>
        {
            typeof(CLCapabilityContext).GetProperty("GenericAddressSpace")!.SetValue(dev.Capabilities, true);
            return true;
        }).EnableAlgorithms().Optimize(OptimizationLevel.O2));
        return new IlgpuDevice(context.GetCLDevice(0).CreateCLAccelerator(context));
    }
}
