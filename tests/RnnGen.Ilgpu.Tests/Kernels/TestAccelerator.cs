using ILGPU;
using ILGPU.Runtime.CPU;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>One accelerator of each kind for all tests of the kernels: opening one takes long.</summary>
internal static class TestAccelerator
{
    private static readonly Lazy<IlgpuDevice> s_openCL = new(static () => IlgpuDevice.Open(TestDevices.Kind));
    private static readonly Lazy<IlgpuDevice> s_cpuDevice = new(static () => IlgpuDevice.Open(IlgpuKind.Cpu));
    private static readonly Lazy<KernelCache> s_cpu = new(OpenCpu);

    /// <summary>The first OpenCL device, be it PoCL; that of CUDA where that is asked for.</summary>
    public static IlgpuDevice OpenCLDevice => s_openCL.Value;

    /// <summary>Its kernels.</summary>
    public static KernelCache OpenCL => OpenCLDevice.Kernels;

    /// <summary>ILGPU's simulator as a device of models.</summary>
    public static IlgpuDevice CpuDevice => s_cpuDevice.Value;

    /// <summary>ILGPU's simulator with its default groups of 16 threads.</summary>
    public static KernelCache Cpu => s_cpu.Value;

    private static KernelCache OpenCpu()
    {
        var context = Context.Create(static builder => builder.CPU(CPUDevice.Default));
        return new KernelCache(context.GetCPUDevice(0).CreateCPUAccelerator(context));
    }
}
