using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;
using RnnGen.Ilgpu.Tests.Use;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>Tensors that are frozen in some steps count their own steps on devices as well.</summary>
[Collection(DeviceCollection.Name)]
public sealed class FrozenTensorTests
{
    public static TheoryData<string> Names => ["NAdam", "LazyAdam", "Sgd"];

    [OpenCLTheory]
    [MemberData(nameof(Names))]
    public void Run_TensorsFrozenForAWhile_MovesAsOnTheProcessor(string name)
    {
        SmallTokens host = new(1), device = new(1);
        using var hostStep = new TrainingStep<float>(host, Create(name));
        using var deviceStep = new TrainingStep<float>(device, Create(name), TestAccelerator.OpenCLDevice);
        Batch<float> batch = Batch<float>.FromTokens(new[] { 1, 2, 3, 4, 5, 6 }, rows: 2, steps: 3) with
        {
            Classes = new[] { 0, 1 },
        };
        foreach (TrainingStep<float> step in (TrainingStep<float>[])[hostStep, deviceStep])
        {
            step.Freeze("embedding.*");
            Repeat(step, batch, 12);
            step.Unfreeze("*");
            step.Freeze("dense.bias");
            Repeat(step, batch, 1);
            step.Unfreeze("*");
            Repeat(step, batch, 4);
        }

        Agreement.Close<float>(host.Parameters.Flat, device.Parameters.Flat, "parameter", 1e-5);
        Assert.Equal(hostStep.State.TensorScalars.ToArray(), deviceStep.State.TensorScalars.ToArray());
        Assert.True(hostStep.State.Own.Any);
    }

    [OpenCLFact]
    public void Run_StepThatIsNotTaken_CountsForNoTensor()
    {
        Batch<float> batch = Batch<float>.FromFeatures(new float[10], rows: 1, steps: 2) with
        {
            Targets = new float[6],
        };
        Batch<float> infinite = batch with { Targets = new[] { 0, 0, float.PositiveInfinity, 0, 0, 0 } };
        using var step = new TrainingStep<float>(new SmallLstm(1), new NAdam(0.01), TestAccelerator.OpenCLDevice);
        Repeat(step, batch, 2);
        step.Freeze("dense.*");
        AssertStops(step, infinite);
        Assert.False(step.State.Own.Any);
        Repeat(step, batch, 2);
        AssertStops(step, infinite);
        step.Unfreeze("*");
        AssertStops(step, infinite);
        Repeat(step, batch, 1);
        Assert.True(step.State.Own.Any);
    }

    private static void AssertStops(TrainingStep<float> step, Batch<float> batch)
    {
        double[] before = Counts(step);
        Assert.Throws<NonFiniteException>(() => step.Run(batch));
        Assert.Equal(before, Counts(step));
    }

    private static double[] Counts(TrainingStep<float> step) =>
        [step.State.Step, .. step.State.Scalars, .. step.State.TensorScalars];

    private static void Repeat(TrainingStep<float> step, Batch<float> batch, int steps)
    {
        for (int i = 0; i < steps; i++)
            step.Run(batch);
    }

    private static Optimizer Create(string name) => name switch
    {
        "NAdam" => new NAdam(0.01),
        "LazyAdam" => new LazyAdam(0.01),
        _ => new Sgd(0.1) { Momentum = 0.9, Dampening = 0.5 },
    };
}
