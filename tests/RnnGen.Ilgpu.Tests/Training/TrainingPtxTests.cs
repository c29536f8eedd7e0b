using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>What ILGPU makes of training's kernels for CUDA, which needs no such device.</summary>
public sealed class TrainingPtxTests
{
    private static readonly Type[] s_classes =
    [
        typeof(MapKernels), typeof(TokenKernels), typeof(NormKernels), typeof(FlatGradientKernels),
        typeof(UpdateKernels), typeof(MaskKernels), typeof(ElementKernels), typeof(CrossEntropyKernels),
        typeof(KeptKernels), typeof(SumKernels), typeof(CrfKernels), typeof(CtcKernels),
    ];

    private static readonly Type[] s_rules =
    [
        .. typeof(IDeviceRule<>).Assembly.GetTypes().Where(static type => type.IsValueType
            && type.GetInterfaces().Any(static i => i.Name == typeof(IDeviceRule<>).Name)),
    ];

    private static readonly Type[] s_elements =
    [
        .. typeof(IElementLoss).Assembly.GetTypes().Where(static type => type.IsValueType
            && type.IsAssignableTo(typeof(IElementLoss))),
    ];

    [Fact]
    public void TrainingKernels_Ptx_HasNoLocalMemory()
    {
        using var context = Context.Create(static builder =>
            builder.CPU(CPUDevice.Default).Optimize(OptimizationLevel.O2));
        using var backend = new PTXBackend(
            context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, nvvmAPI: null!);
        MethodInfo[] kernels = [.. s_classes.SelectMany(Kernels)];
        foreach (MethodInfo method in kernels)
        {
            var entry = EntryPointDescription.FromExplicitlyGroupedKernel(method);
            var kernel = (PTXCompiledKernel)backend.Compile(entry, KernelSpecialization.Empty);
            Assert.DoesNotContain(".local", kernel.PTXAssembly, StringComparison.Ordinal);
        }

        Assert.True(kernels.Length >= 50, $"There are {kernels.Length} kernels.");
    }

    private static IEnumerable<MethodInfo> Kernels(Type type) => type
        .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .SelectMany(static method => (Type[])[typeof(float), typeof(double)], Close)
        .SelectMany(static methods => methods);

    private static IEnumerable<MethodInfo> Close(MethodInfo method, Type number)
    {
        Type cast = number == typeof(float) ? typeof(SingleCast) : typeof(DoubleCast);
        Type[] open = method.IsGenericMethod ? method.GetGenericArguments() : [];
        return open.Select(static type => type.Name).ToArray() switch
        {
            [] => [method],
            ["T"] => [method.MakeGenericMethod(number)],
            ["T", "TCast"] => [method.MakeGenericMethod(number, cast)],
            ["T", "TCast", "TLoss"] => s_elements.Select(loss => method.MakeGenericMethod(number, cast, loss)),
            _ => s_rules.Select(rule => method.MakeGenericMethod(number, rule.MakeGenericType(number))),
        };
    }
}
