using ILGPU.Runtime;
using RnnGen.Ilgpu.Tests.Kernels;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>What a step of training allocates on the host, once it has run.</summary>
public sealed class StepAllocationTests
{
    // Features, initial states, the order of the rows, targets; and the report that comes back.
    private const int Copies = 5;

    [OpenCLFact]
    public void Launch_AfterTheFirstSteps_AllocatesWhatIlgpuDoesForCopies()
    {
        using var step = new TrainingStep<float>(
            UsedRun.Of("own cell").Make(), new Adam(1e-2), TestAccelerator.OpenCLDevice)
        { ClipNorm = 1 };
        Batch<float>[] batches = [Batch(1), Batch(2)];
        long each = Least(i =>
        {
            step.Launch(batches[i % 2]);
            step.Finish();
        });

        // ILGPU makes an object of the host's memory for every copy, and none for a launch.
        KernelCache kernels = TestAccelerator.OpenCLDevice.Kernels;
        using var buffer = new DeviceBuffer<int>(kernels);
        int[] host = GC.AllocateArray<int>(4, pinned: true);
        buffer.Clear(4);
        long copy = Least(_ => buffer.View.CopyToCPUUnsafeAsync(kernels.Stream, ref host[0], 4));
        kernels.Synchronize();
        Assert.InRange(copy, 1, 200);
        Assert.InRange(each, 0, Copies * copy);
    }

    // Of so many that the runtime has had the calls to optimize what it interprets literally at first, boxes included.
    private static long Least(Action<int> action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 100; i++)
        {
            long start = GC.GetAllocatedBytesForCurrentThread();
            action(i);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - start);
        }

        return least;
    }

    private static Batch<float> Batch(int seed)
    {
        var random = new Random(seed);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        return Batch<float>.FromFeatures(Draw(16 * 9 * 5), 16, 9) with { Targets = Draw(16 * 9 * 2) };
    }
}
