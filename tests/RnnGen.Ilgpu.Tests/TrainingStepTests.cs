using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;
using RnnGen.Ilgpu.Tests.Use;

namespace RnnGen.Ilgpu.Tests;

/// <summary>Whole steps of training, against those of the processor.</summary>
[Collection(DeviceCollection.Name)]
public sealed class TrainingStepTests
{
    private const int Rows = 9, Steps = 6;
    private const double Tolerance = 1e-4;

    [OpenCLFact]
    public void Run_OfRegression_MovesAsOnTheProcessor()
        => Check(static () => new SmallLstm(1), Features(Targets(Rows * Steps * 3)));

    [OpenCLFact]
    public void Run_OfClassifierWithDropout_MovesAsOnTheProcessor()
        => Check(static () => new SmallGru(1), Features(null));

    [OpenCLFact]
    public void Run_OfTokens_MovesAsOnTheProcessor()
    {
        var random = new Random(3);
        int[] tokens = [.. Enumerable.Range(0, Rows * Steps).Select(_ => random.Next(11))];
        Check(
            static () => new SmallTokens(1),
            Batch<float>.FromTokens(tokens, Rows, Steps, Lengths) with { Classes = Classes });
    }

    [OpenCLFact]
    public void Run_OfSeveralBatches_WhereOneBeforeTheLastIsInfinite_MovesNothing()
    {
        float[] x = [.. Enumerable.Range(0, 6).Select(static i => MathF.Cos(i))];
        Batch<float> good = Batch<float>.FromFeatures(x, rows: 2, steps: 1) with { Targets = new[] { 0.5f, -1 } };
        Batch<float> infinite = good with { Targets = new[] { 0.5f, float.PositiveInfinity } };
        OffsetObjective model = new(1), other = new(1);
        float[] before = [.. model.Parameters.Flat];
        using var step = new TrainingStep<float>(model, new Adam(1e-2), TestAccelerator.OpenCLDevice);
        var refused = Assert.Throws<NonFiniteException>(() => step.Run([infinite, good]));
        Assert.Equal(double.PositiveInfinity, refused.Loss);
        Assert.Null(refused.Parameter);
        Assert.Contains("At step 0 the loss is", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        Assert.Equal(0, step.StepCount);

        // As if it had never been.
        using var fresh = new TrainingStep<float>(other, new Adam(1e-2), TestAccelerator.OpenCLDevice);
        Assert.Equal(fresh.Run([good, good]), step.Run([good, good]));
        Assert.NotEqual(before, model.Parameters.Flat.ToArray());
        Assert.Equal(other.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
    }

    [OpenCLTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Backward_OfTheStepsPass_HasTheGradientsOfItsOwnBatch(bool accumulates)
    {
        Batch<float> first = Features(Targets(Rows * Steps * 3));
        Batch<float> second = first with { Targets = new float[Rows * Steps * 3] };
        float[] Gradients(Device? device)
        {
            using TrainingStep<float> step = device == null
                ? new(new SmallLstm(1), new Sgd(1e-2)) : new(new SmallLstm(1), new Sgd(1e-2), device);
            step.Run(first);
            step.Pass.AccumulateGradients = accumulates;
            step.Pass.Forward(second);
            step.Pass.Loss();
            step.Pass.Backward();
            return step.Pass.Gradients.ToArray();
        }

        Agreement.Close<float>(Gradients(null), Gradients(TestAccelerator.OpenCLDevice), "gradient", Tolerance);
    }

    [OpenCLFact]
    public void State_RestoredBehindAStep_IsWhatStays()
    {
        Batch<float> batch = Features(Targets(Rows * Steps * 3));
        using var saved = new TrainingStep<float>(new SmallLstm(1), new Adam(1e-2));
        saved.Run(batch);
        using var step = new TrainingStep<float>(new SmallLstm(2), new Adam(1e-2), TestAccelerator.OpenCLDevice);
        OptimizerState<float> state = step.State;
        step.Run(batch);
        step.Run(batch);
        state.CopyFrom(saved.State);
        Assert.Equal(saved.State.Buffers.ToArray(), step.State.Buffers.ToArray());
    }

    [Fact]
    public void Parameters_OfADeviceWhoseCompilerFailed_AreStillRead()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        SmallLstm model = new(1), host = new(1);
        Batch<float> batch = Batch<float>.FromFeatures(new float[5], rows: 1, steps: 1) with
        {
            Targets = new[] { 1f, 2, 3 },
        };
        using var hostStep = new TrainingStep<float>(host, new Sgd(0.1));
        hostStep.Run(batch);
        var step = new TrainingStep<float>(model, new Sgd(0.1), device);
        step.Run(batch);
        Assert.Throws<DeviceException>(() => device.Kernels.Get<TestKernels.Words>(TestKernels.Text));
        Assert.Throws<DeviceException>(() => step.Run(batch));
        Agreement.Close(host, model);
        step.Dispose();
    }

    private static int[] Lengths => [6, 3, 1, 5, 6, 2, 4, 6, 5];

    private static int[] Classes => [0, 1, 2, 0, 1, 2, 0, 1, 2];

    private static float[] Targets(int count)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }

    private static Batch<float> Features(float[]? targets)
    {
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, Rows * Steps * 5).Select(_ => (float)(random.NextDouble() - 0.5))];
        Batch<float> batch = Batch<float>.FromFeatures(x, Rows, Steps, Lengths);
        return targets == null ? batch with { Classes = Classes } : batch with { Targets = targets };
    }

    private static void Check(Func<Model<float>> create, Batch<float> batch)
    {
        Model<float> host = create(), device = create(), again = create();
        using var hostStep = new TrainingStep<float>(host, new Adam(1e-2)) { ClipNorm = 0.5 };
        using var deviceStep = new TrainingStep<float>(device, new Adam(1e-2), TestAccelerator.OpenCLDevice)
        {
            ClipNorm = 0.5,
        };
        using var againStep = new TrainingStep<float>(again, new Adam(1e-2), TestAccelerator.OpenCLDevice)
        {
            ClipNorm = 0.5,
        };
        Assert.NotNull(deviceStep.Pass.Training);
        for (int i = 0; i < 6; i++)
        {
            double expected = hostStep.Run(batch), actual = deviceStep.Run(batch);
            Assert.Equal(actual, againStep.Run(batch));
            Assert.Equal(expected, actual, 5e-5 * Math.Abs(expected));
            Assert.Equal(hostStep.LastGradientNorm, deviceStep.LastGradientNorm, 5e-5);
            Agreement.Close(hostStep.Pass.Outputs, deviceStep.Pass.Outputs, "output", Tolerance);
            if (i % 2 == 1)
                Agreement.Close<float>(host.Parameters.Flat, device.Parameters.Flat, "parameter", Tolerance);
        }

        hostStep.Accumulate(batch);
        hostStep.Accumulate(batch);
        deviceStep.Accumulate(batch);
        deviceStep.Accumulate(batch);
        Assert.Equal(hostStep.Apply(), deviceStep.Apply(), 5e-5);
        Agreement.Close<float>(hostStep.State.Buffers, deviceStep.State.Buffers, "state", Tolerance);
        Agreement.Close<float>(host.Parameters.Flat, device.Parameters.Flat, "parameter", Tolerance);
    }
}
