using RnnGen.Execution;

namespace RnnGen.Training.Tests;

/// <summary>Alone, since the counter is the whole process's.</summary>
[CollectionDefinition(nameof(FitAllocationTests), DisableParallelization = true)]
[Collection(nameof(FitAllocationTests))]
public sealed class FitAllocationTests
{
    // A run ends at the first epoch that has allocated nothing: the runtime and the host of the tests allocate beside
    // it now and then, code that allocates does so in every epoch.
    private const int MostEpochs = 100;

    [Fact]
    public void Fit_OnceWarm_AllocatesNothingAStep()
    {
        var model = new Classifier(1);
        var watch = new AllocationWatch();
        using var trainer = new Trainer<float>(model, new Adam()) { BatchSize = 8, Callbacks = { watch } };
        trainer.Fit(Samples.Classification(8 * 60), epochs: MostEpochs);

        // Whoever fills a pool of 64 batches sorts it; the steps between two pools allocate nothing.
        Assert.Equal(0, watch.LeastOfAPool);
    }

    [Fact]
    public void Fit_PiecesOfLongSequences_AllocateNothingAStep()
    {
        var watch = new AllocationWatch();
        using var trainer = new Trainer<float>(new Listener(1), new Adam())
        {
            BatchSize = 8,
            Truncation = new Truncation(10),
            AccumulationSteps = 2,
            Callbacks = { watch },
        };
        trainer.Fit(Samples.Remembering([.. Enumerable.Repeat(600, 16)]), epochs: MostEpochs);
        Assert.Equal(0, watch.LeastOfAPool);
    }

    [Fact]
    public void Fit_WithinABudget_AllocatesNothingAStep()
    {
        var model = new Tagger(1);
        using var work = new Workspace<float>(model.Program);
        var watch = new AllocationWatch();
        using var trainer = new Trainer<float>(model, new Adam())
        {
            BatchSize = 8,
            ActivationBudget = work.Room(8, 9, training: true) * sizeof(float),
            Callbacks = { watch },
        };
        int[] lengths = [.. Enumerable.Range(0, 8 * 60).Select(static i => 18 + (i % 7))];
        trainer.Fit(Samples.Remembering(lengths), epochs: MostEpochs);
        Assert.Equal(0, watch.LeastOfAPool);
        Assert.Equal(8, trainer.TrainingStep.Pass.SegmentSteps(8, 24));
        Assert.InRange(trainer.TrainingStep.Pass.ActivationBytes, 1, trainer.ActivationBudget);
    }

    private sealed class AllocationWatch : TrainingCallback
    {
        private long _before;

        public long LeastOfAPool { get; private set; } = long.MaxValue;

        public override void OnStep(TrainingContext context)
        {
            if (context.Batch == 2)
                _before = GC.GetTotalAllocatedBytes(precise: true);
            if (context.Batch != 58)
                return;
            LeastOfAPool = Math.Min(LeastOfAPool, GC.GetTotalAllocatedBytes(precise: true) - _before);
            if (LeastOfAPool == 0)
                context.Stop();
        }
    }
}
