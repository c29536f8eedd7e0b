using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;

namespace RnnGen.Ilgpu.Tests;

public class AgreementTests
{
    [Theory]
    [InlineData(LoopPlan.OneLaunch)]
    [InlineData(LoopPlan.Stepped)]
    internal void Lstm(LoopPlan plan) => Check(new SmallLstm(1), MakeBatch(), plan);

    [Theory]
    [InlineData(LoopPlan.OneLaunch)]
    [InlineData(LoopPlan.Stepped)]
    internal void Gru(LoopPlan plan) => Check(new SmallGru(1), MakeBatch(), plan);

    private static Batch<float> MakeBatch()
    {
        const int Rows = 9, Steps = 6;
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, Rows * Steps * 5).Select(_ => (float)(random.NextDouble() - 0.5))];
        int[] lengths = [6, 3, 1, 5, 6, 2, 4, 6, 5];
        return Batch<float>.FromFeatures(x, Rows, Steps, lengths);
    }

    private static void Check(Model<float> model, Batch<float> batch, LoopPlan plan)
    {
        TestAccelerator.OpenCLDevice.Plan = plan;
        using Pass<float> host = model.CreatePass(), device = model.CreatePass(TestAccelerator.OpenCLDevice);
        host.Forward(batch);
        device.Forward(batch);
        Close(host.Outputs, device.Outputs);
        Close(host.FinalStates, device.FinalStates);
        float[] dy = [.. Enumerable.Range(0, host.Outputs.Length).Select(i => MathF.Sin(i))];
        host.Backward(dy);
        device.Backward(dy);
        Close(host.InputGradient, device.InputGradient);
        Close(host.Gradients, device.Gradients);
    }

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - actual[i]) < 2e-5, $"{i}: {expected[i]} {actual[i]}");
    }
}
