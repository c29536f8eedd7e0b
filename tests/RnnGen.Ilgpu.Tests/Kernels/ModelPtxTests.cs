using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using RnnGen.Ilgpu.Program;
using RnnGen.Ilgpu.Tests.Models;
using Xunit.Abstractions;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>What ILGPU makes of emitted kernels for CUDA, which needs no such device.</summary>
public sealed class ModelPtxTests(ITestOutputHelper output)
{
    private const int SharedLimit = 48 * 1024;

    // Eight terms of a column in a turn, of four rows and of one; nothing for a remainder.
    private const int LoadsOfFour = (8 / 4 * 4) + (8 / 4);

    [Fact]
    public void EmittedKernels_Ptx_IsAccurateAndStaysInRegisters()
    {
        (string Model, string Name, MethodInfo Method)[] kernels =
        [
            .. Of(new PlainKernels(1)), .. Of(new LstmKernels(1)), .. Of(new GruKernels(1)),
            .. Of(new LstmVariantKernels(1)), .. Of(new NormKernels(1)), .. Of(new FocusedKernels(1)),
            .. Of(new DroppedKernels(1)), .. Of(new TaggerKernels(1)), .. Of(new DecoderKernels(1)),
            .. Of(new DoubleKernels(1)), .. Of(new BentObjective(1)), .. Of(new DoubleObjective(1)),
            .. Of(new PairObjective(1)),
        ];
        Assert.Contains(kernels, static kernel => kernel.Name.EndsWith("ForwardSteps", StringComparison.Ordinal));
        Assert.Contains(kernels, static kernel => kernel.Name.EndsWith("BackwardSteps", StringComparison.Ordinal));
        Assert.Equal(3, kernels.Count(static kernel => kernel.Name == "Objective"));

        // As a device is opened.
        using var context = Context.Create(static builder
            => builder.CPU(CPUDevice.Default).Optimize(OptimizationLevel.O2).EnableAlgorithms());
        using var backend = new PTXBackend(
            context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_78, nvvmAPI: null!);
        var table = new StringBuilder("model kernel: instructions, calls, loops, divisions, shared bytes, registers\n");
        string? folder = Environment.GetEnvironmentVariable("RNNGEN_PTX_FOLDER");
        foreach ((string model, string name, MethodInfo method) in kernels)
        {
            var entry = EntryPointDescription.FromExplicitlyGroupedKernel(method);
            var ptx = new PtxText(
                ((PTXCompiledKernel)backend.Compile(entry, KernelSpecialization.Empty)).PTXAssembly);
            if (folder is { Length: > 0 })
                File.WriteAllText(Path.Combine(folder, $"{model}.{name}.ptx"), ptx.Text);
            string registers = string.Join(' ', ptx.Registers.Select(static pair => $"{pair.Key}:{pair.Value}"));
            table.AppendLine(CultureInfo.InvariantCulture, $"{model} {name}: {ptx.Instructions}, {ptx.Calls}, "
                + $"{ptx.Loops}, {ptx.Count("div.") + ptx.Count("rem.")}, {ptx.SharedBytes}, {registers}");
            string about = $"{model} {name}";
            Assert.False(ptx.Text.Contains(".local", StringComparison.Ordinal), $"{about} has local memory.");
            Assert.False(ptx.Text.Contains("tanh.approx", StringComparison.Ordinal), $"{about} has tanh.approx.");
            Assert.False(ptx.Text.Contains("ex2.approx", StringComparison.Ordinal), $"{about} has ex2.approx.");
            Assert.False(ptx.Text.Contains("lg2.approx", StringComparison.Ordinal), $"{about} has lg2.approx.");
            Assert.True(ptx.Calls == 0, $"{about} calls {ptx.Calls} functions.");
            Assert.True(ptx.SharedBytes < SharedLimit, $"{about} has {ptx.SharedBytes} bytes of shared memory.");
            if (about is "LstmKernels LstmL0EvaluateSteps")
                Assert.Equal(LoadsOfFour, ptx.Count("ld.global.v4.f32"));
        }

        output.WriteLine(table.ToString());
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "model-kernels.txt"), table.ToString());
    }

    private static IEnumerable<(string Model, string Name, MethodInfo Method)> Of<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = (DeviceProgram<T>)model.Program.Devices!;
        foreach (DeviceKernel<T> kernel in program.Kernels)
            yield return (model.Info.Name, kernel.Name, kernel.Method.Method);
        foreach (DeviceObjective<T> objective in program.Objectives.OfType<DeviceObjective<T>>())
            yield return (model.Info.Name, "Objective", objective.Kernel.Method);
    }
}
