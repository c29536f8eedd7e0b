using RnnGen.Ilgpu.Tests.Kernels;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>The accelerators that training's kernels are tested on.</summary>
internal static class TrainingAccelerator
{
    /// <summary>The OpenCL device, or ILGPU's own processor where a test asks for that.</summary>
    public static KernelCache Get(bool isCpu = false) => isCpu ? TestAccelerator.Cpu : TestAccelerator.OpenCL;
}
