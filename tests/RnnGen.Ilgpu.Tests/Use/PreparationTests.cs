using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>
/// What was prepared compiles nothing when it is used. ILGPU's simulator takes kernels in the forms of other devices,
/// and compiles them in no time.
/// </summary>
public sealed class PreparationTests
{
    [Theory]
    [InlineData("tagger")]
    [InlineData("replier")]
    public void Train_OfWhatWasPrepared_CompilesNothing(string name)
    {
        using IlgpuDevice device = Open(KernelForm.Rows);
        var run = UsedRun.Of(name);
        Model<float> model = run.Make();
        float[] before = model.Parameters.Flat.ToArray();
        var optimizer = new LazyAdam(5e-3);
        IReadOnlyList<KernelTime> prepared = device.Prepare(model, optimizer);
        KernelTime[] compiled = device.Kernels.Compiled;
        Assert.Equal(compiled.Length, prepared.Count);
        Assert.All(prepared, static one => Assert.True(one.Time > TimeSpan.Zero));
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        Assert.Equal(0, device.UsedMemory);

        using (var trainer = new Trainer<float>(model, optimizer, device)
        {
            BatchSize = 16,
            AccumulationSteps = 2,
            MaxSteps = 3,
            ClipNorm = 1,
            ClipValue = 1,
        })
        {
            trainer.Freeze("*bias*");
            trainer.Penalize("*", l2: 1e-3);
            trainer.Fit(run.Samples, epochs: 1);
        }

        model.Device = device;
        model.Evaluate(run.Samples, batchSize: 16);
        if (name == "replier")
            model.Generate(run.Samples[..3], Decoding.Beam(width: 2) with { MaximumLength = 4 });
        AssertNothingNew(compiled, device);
    }

    [Fact]
    public void Train_InSegmentsOfWhatWasPrepared_CompilesNothing()
    {
        using IlgpuDevice device = Open(KernelForm.Outputs);
        var run = UsedRun.Of("own cell");
        Model<float> model = run.Make();
        device.Prepare(model, new Adam());
        KernelTime[] compiled = device.Kernels.Compiled;
        using var trainer = new Trainer<float>(model, new Adam(), device) { ActivationBudget = 100_000, MaxSteps = 2 };
        trainer.Fit(run.Samples, epochs: 1);
        AssertNothingNew(compiled, device);
    }

    /// <summary>In the form that GPUs take, with rows enough for large tiles and for sums in parts.</summary>
    [Fact]
    public void Run_OfWhatWasPreparedInTiles_CompilesNothing()
    {
        using IlgpuDevice device = Open(KernelForm.Tiles);
        var model = new PlainKernels(1);
        device.Prepare(model, new Adagrad(0.1));
        KernelTime[] compiled = device.Kernels.Compiled;
        using var step = new TrainingStep<float>(model, new Adagrad(0.1), device);
        step.Run(Rows(64, 3));
        AssertNothingNew(compiled, device);
    }

    [OpenCLFact]
    public void Prepare_WithoutAnOptimizer_CompilesWhatComputesOutputsAndGradients()
    {
        IlgpuDevice device = TestAccelerator.OpenCLDevice;
        var model = new SmallLstm(1);
        IReadOnlyList<KernelTime> prepared = device.Prepare(model);
        Assert.DoesNotContain(prepared, static one => one.Kernel.StartsWith("UpdateKernels", StringComparison.Ordinal));
        KernelTime[] compiled = device.Kernels.Compiled;
        using Pass<float> pass = model.CreatePass(device);
        pass.Forward(Batch<float>.FromFeatures(new float[200 * 3 * 5], 200, 3));
        pass.Backward(pass.Outputs.ToArray());
        AssertNothingNew(compiled, device);
        Assert.All(device.Prepare(model), static one => Assert.Equal(TimeSpan.Zero, one.Time));
    }

    /// <summary>Other threads may use the device meanwhile.</summary>
    [Fact]
    public void Prepare_WhileAnotherThreadCompiles_ListsItsOwn()
    {
        using IlgpuDevice device = Open(KernelForm.Outputs);
        bool isDone = false;
        device.Kernels.Waiting = () =>
        {
            if (isDone)
                return;
            isDone = true;
            var other = new Thread(() => device.Kernels.Get<TestKernels.Numbers>(TestKernels.Add));
            other.Start();
            other.Join();
        };
        IReadOnlyList<KernelTime> prepared = device.Prepare(new SmallLstm(1), new Adam());
        KernelTime[] compiled = device.Kernels.Compiled;
        Assert.Contains(compiled, static one => one.Kernel == "TestKernels.Add");
        Assert.Equal(
            compiled.Where(static one => one.Kernel != "TestKernels.Add").Select(static one => one.Kernel).Order(),
            prepared.Select(static one => one.Kernel).Order());
    }

    private static IlgpuDevice Open(KernelForm form)
    {
        IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        device.Kernels.FixedForm = form;
        return device;
    }

    private static void AssertNothingNew(KernelTime[] compiled, IlgpuDevice device) =>
        Assert.Equal([], device.Kernels.Compiled[compiled.Length..].Select(static one => one.Kernel));

    private static Batch<float> Rows(int rows, int steps) =>
        Batch<float>.FromFeatures(new float[rows * steps * 3], rows, steps) with
        {
            Targets = new float[rows * steps * 2],
        };
}
