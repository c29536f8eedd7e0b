using System.Numerics;
using RnnGen.Ilgpu.Training;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

[Collection("accelerator")]
public sealed class StepVerdictTests
{
    [DeviceTheory]
    [InlineData(1, false)]
    [InlineData(4095, false)]
    [InlineData(100003, false)]
    [InlineData(33, true)]
    public void Measure_IsTheHostsNorm(int length, bool isCpu)
    {
        AssertNorm<float>(length, isCpu);
        AssertNorm<double>(length, isCpu);
    }

    [DeviceFact]
    public void ClipByValue_KeepsTheNormBeforeAndScalesByTheNormAfter()
    {
        KernelCache kernels = TrainingAccelerator.Get();
        float[] given = Numbers.Of<float>(5000, 1, 4);
        using var gradients = new OnDevice<float>(kernels, given);
        using var verdict = new StepVerdict<float>(kernels);
        verdict.Measure(gradients.View, 1, 2, verdict.Norms, 0);
        verdict.ClipByValue(gradients.View, 1.5, 2);

        double before = Clipping.Norm<float>(given);
        Clipping.ByValue<float>(given, 1.5);
        Assert.Equal(given, gradients.Read());
        Assert.Equal(before, verdict.Read().Norm, 1e-9);
        AssertScale(verdict, kernels, Clipping.Coefficient(Clipping.Norm<float>(given), 2));
    }

    [DeviceTheory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Measure_NotFinite_StopsThisStepAndThoseBehind(float bad)
    {
        KernelCache kernels = TrainingAccelerator.Get();
        float[] given = Numbers.Of<float>(10000, 1), weights = Numbers.Of<float>(10000, 2);
        given[7001] = bad;
        given[9000] = bad;
        using var gradients = new OnDevice<float>(kernels, given);
        using var parameters = new OnDevice<float>(kernels, weights);
        using var verdict = new StepVerdict<float>(kernels);
        var optimizer = new Sgd(0.1);
        using var device = new DeviceOptimizer<float>(kernels, optimizer, optimizer.CreateState<float>(10000));
        verdict.Measure(gradients.View, 5, 1, verdict.Norms, 0);
        verdict.ClipByValue(gradients.View, 0.5, 1);
        device.BeginStep([]);
        device.Update(parameters.View, gradients.View, verdict, 0, 10000);
        Assert.Equal(given, gradients.Read());

        gradients.Write(Numbers.Of<float>(10000, 3));
        verdict.Measure(gradients.View, 6, 1, verdict.Norms, 0);
        device.BeginStep([]);
        device.Update(parameters.View, gradients.View, verdict, 0, 10000);
        StepReport report = verdict.Read();
        Assert.True(report.IsStopped);
        Assert.Equal((5, 7001), (report.Step, report.Index));
        Assert.Equal(weights, parameters.Read());

        verdict.Reset();
        device.Update(parameters.View, gradients.View, verdict, 0, 10000);
        Assert.NotEqual(weights, parameters.Read());
    }

    [DeviceTheory]
    [InlineData(3, 2, false)]
    [InlineData(0, 0, false)]
    [InlineData(double.NaN, 2, true)]
    [InlineData(double.PositiveInfinity, 1, true)]
    [InlineData(1, 0, true)]
    public void Measure_Losses_StopsWhereOneIsNoNumber(double sum, double divisor, bool stops)
    {
        KernelCache kernels = TrainingAccelerator.Get();
        using var gradients = new OnDevice<double>(kernels, Numbers.Of<double>(10, 1));
        using var losses = new OnDevice<double>(kernels, [1, sum, 1, divisor]);
        using var verdict = new StepVerdict<double>(kernels);
        verdict.Measure(gradients.View, 5, 1, losses.View, 2);
        StepReport report = verdict.Read();
        Assert.Equal(stops, report.IsStopped);
        if (stops)
            Assert.Equal((5, -1), (report.Step, report.Index));
    }

    [DeviceFact]
    public void Rules_FreezeAndPenalize_AsTheHost()
    {
        KernelCache kernels = TrainingAccelerator.Get();
        ModelInfo info = TestModel.Of(
            [new("a", 0, 3, 5, []), new("b", 15, 7, 0, []), new("c", 22, 2, 4, []), new("d", 30, 9, 0, [])]);
        var rules = new ParameterRules(info);
        rules.SetFrozen("b", isFrozen: true);
        rules.SetPenalty("c", 0.25, 0.5);
        rules.SetPenalty("a", 0, 0.125);
        float[] weights = Numbers.Of<float>(39, 1), given = Numbers.Of<float>(39, 2);
        using var parameters = new OnDevice<float>(kernels, weights);
        using var gradients = new OnDevice<float>(kernels, given);
        var device = new DeviceRules<float>(kernels, info, rules);
        device.Scale(gradients.View, 0.5);
        device.Prepare(parameters.View, gradients.View);

        float[] expected = [.. given.Select(static g => g * 0.5f)];
        rules.Prepare<float>(weights, expected, 0, 39);
        Numbers.AssertClose<float>(expected, gradients.Read(), 1e-7);
        var own = new TensorCounts(tensors: 4, scalars: 0);
        Assert.Equal([(0, 15, 0), (22, 17, 3)], device.Moving([], own));
        Assert.Equal([(22, 17, 3)], device.Moving([0], own));

        // What counts otherwise moves by itself.
        own.Restore([0, 4, 0, 2]);
        Assert.Equal([(0, 15, 0), (22, 8, 2), (30, 9, 3)], device.Moving([], own));
        own.Restore([0, 4, 2, 2]);
        Assert.Equal([(0, 15, 0), (22, 17, 3)], device.Moving([], own));
    }

    private static void AssertNorm<T>(int length, bool isCpu)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelCache kernels = TrainingAccelerator.Get(isCpu);
        T[] given = Numbers.Of<T>(length, 1);
        using var gradients = new OnDevice<T>(kernels, given);
        using var verdict = new StepVerdict<T>(kernels);
        verdict.Measure(gradients.View, 1, double.PositiveInfinity, verdict.Norms, 0);
        StepReport report = verdict.Read();
        Assert.Equal(1, report.Norm / Clipping.Norm<T>(given), 1e-13);
        Assert.False(report.IsStopped);
        AssertScale(verdict, kernels, 1);
        verdict.Measure(gradients.View, 1, 0.1, verdict.Norms, 0);
        AssertScale(verdict, kernels, Clipping.Coefficient(report.Norm, 0.1));
        Assert.Equal(report.Norm, verdict.Read().Norm);
    }

    private static void AssertScale<T>(StepVerdict<T> verdict, KernelCache kernels, double expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = new T[1];
        ILGPU.Runtime.ArrayViewExtensions.CopyToCPU(verdict.Scale, kernels.Stream, scale.AsSpan());
        Assert.Equal(expected, double.CreateTruncating(scale[0]), 1e-6);
    }
}
