using ILGPU.Runtime;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>What a step of training allocates on the host, once it has run.</summary>
public sealed class StepAllocationTests
{
    // Copied are features or tokens, each initial state, the order of the rows, targets, and the report that comes
    // back; with tokens those of each input sorted, and the rows of each table that they touch.
    [OpenCLTheory]
    [InlineData("own cell", 5)]
    [InlineData("tagger", 8)]
    [InlineData("tags", 10)]
    [InlineData("replier", 8)]
    public void Launch_AfterTheFirstSteps_AllocatesWhatIlgpuDoesForCopies(string name, int copies)
    {
        Model<float> model = name == "tags" ? new TaggerKernels(1) : UsedRun.Of(name).Make();
        using var step = new TrainingStep<float>(model, new LazyAdam(1e-2), TestAccelerator.OpenCLDevice)
        {
            ClipNorm = 1,
        };
        Batch<float>[] batches = [Batch(model.Info, 1), Batch(model.Info, 2)];
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
        Assert.InRange(each, 0, copies * copy);
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

    // Half of the tokens are one, which a batch has too often for one thread to add up.
    private static Batch<float> Batch(ModelInfo info, int seed)
    {
        const int Rows = 16, Steps = 20;
        var random = new Random(seed);
        float[] Draw(int width) =>
            [.. Enumerable.Range(0, Rows * Steps * width).Select(_ => random.NextSingle() - 0.5f)];
        int[] Tokens(int count) =>
            [.. Enumerable.Range(0, Rows * Steps).Select(i => i % 2 == 0 ? 3 : random.Next(count))];
        if (info.Inputs[0].Vocabulary == 0)
            return Batch<float>.FromFeatures(Draw(5), Rows, Steps) with { Targets = Draw(2) };
        return Batch<float>.FromTokens(Tokens(info.Inputs[0].Vocabulary), Rows, Steps) with
        {
            MoreInputs = info.Inputs.Skip(1).ToDictionary(
                static input => input.Name,
                input => BatchInput<float>.FromTokens(Tokens(input.Vocabulary), Steps)),
            Classes = Tokens(info.Heads[0].Width),
        };
    }
}
