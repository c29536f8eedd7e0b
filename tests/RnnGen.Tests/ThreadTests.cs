using RnnGen.Program;

namespace RnnGen.Tests;

public sealed class ThreadTests
{
    [Fact]
    public void TrainingStep_AnyNumberOfThreads_GivesTheSameBits()
    {
        (double[] losses, float[] parameters) expected = Train(1);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            (double[] losses, float[] parameters) actual = Train(threads);
            Assert.Equal(expected.losses, actual.losses);
            Assert.Equal(expected.parameters, actual.parameters);
        }
    }

    [Fact]
    public void Run_WorkThatThrows_RethrowsAndServesTheNext()
    {
        var work = new Throwing();
        for (int i = 0; i < 20; i++)
            Assert.Throws<InvalidOperationException>(() => Execution.WorkerPool.Run(work, 8, 4));
        work.Throws = false;
        Array.Clear(work.Done);
        for (int i = 0; i < 1000; i++)
            Execution.WorkerPool.Run(work, 8, 4);
        Assert.All(work.Done, static times => Assert.Equal(1000, times));
    }

    private static (double[] Losses, float[] Parameters) Train(int threads)
    {
        var options = new RnnOptions
        {
            Inputs = 20,
            Units = 40,
            Dropout = 0.3,
            Loss = new LossInfo { Kind = LossKind.CrossEntropy },
        };
        var model = new RnnModel<float>(options, seed: 5) { MaxThreads = threads };
        using var step = new TrainingStep<float>(model, new Adam(1e-2)) { ClipNorm = 0.5 };
        var losses = new double[6];
        for (int i = 0; i < losses.Length; i++)
            losses[i] = step.Run(Draw.Batch<float>(options, 70, 8, seed: i));
        return (losses, model.Parameters.Flat.ToArray());
    }

    private sealed class Throwing : Execution.ParallelWork
    {
        public int[] Done { get; } = new int[8];

        public bool Throws { get; set; } = true;

        public override void Run(int index)
        {
            if (Throws && index == 3)
                throw new InvalidOperationException("piece 3");
            Interlocked.Increment(ref Done[index]);
        }
    }
}
