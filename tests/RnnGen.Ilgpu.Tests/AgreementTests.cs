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

    [Theory]
    [InlineData(64, 4)]
    [InlineData(48, 8)]
    internal void GroupsOfAGpu(int threads, int rows)
    {
        KernelCache kernels = TestAccelerator.OpenCL;
        kernels.FixedGroup = (threads, rows);
        try
        {
            Check(new SmallLstm(1), MakeBatch(), LoopPlan.OneLaunch);
            Check(new SmallGru(1), MakeBatch(), LoopPlan.OneLaunch);
            Check(new WideLstm(1), MakeBatch(), LoopPlan.OneLaunch);
        }
        finally
        {
            kernels.FixedGroup = null;
        }
    }

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
        IlgpuDevice device = TestAccelerator.OpenCLDevice;
        device.Plan = plan;
        try
        {
            Agreement.Check(model, batch, device, 2e-5);
        }
        finally
        {
            // Other tests open models on it as users do.
            device.Plan = LoopPlan.Automatic;
        }
    }
}
