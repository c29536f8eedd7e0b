using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>What ILGPU makes of the kernels for CUDA, which needs no such device.</summary>
public sealed class PtxTests
{
    [Fact]
    public void LibraryKernels_Ptx_HasNoLocalMemoryAndNoApproximateTanh()
    {
        using var context = Context.Create(static builder
            => builder.CPU(CPUDevice.Default).Optimize(OptimizationLevel.O2));
        using var backend = new PTXBackend(
            context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, nvvmAPI: null!);
        int count = 0;
        foreach (MethodInfo method in LibraryKernels.All)
        {
            var entry = EntryPointDescription.FromExplicitlyGroupedKernel(method);
            var kernel = (PTXCompiledKernel)backend.Compile(entry, KernelSpecialization.Empty);
            Assert.DoesNotContain(".local", kernel.PTXAssembly, StringComparison.Ordinal);
            Assert.DoesNotContain("tanh.approx", kernel.PTXAssembly, StringComparison.Ordinal);
            if (method.DeclaringType == typeof(ProductTiles) || method.DeclaringType == typeof(GradientTiles))
                Assert.Contains("ld.shared.v", kernel.PTXAssembly, StringComparison.Ordinal);
            count++;
        }

        Assert.True(count >= 30);
    }
}
