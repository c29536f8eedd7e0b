namespace RnnGen.Training.Tests;

/// <summary>A run over pieces of long sequences goes on from any step, bit for bit.</summary>
public sealed class TruncationResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Resume_AfterAnyStep_GivesTheBitsOfTheWholeRun(int accumulation, bool shuffle)
    {
        using Trainer<float> whole = Start("whole", accumulation, shuffle);
        TrainingHistory expected = whole.Fit(Data(), epochs: 2);
        int interruptions = 0;
        for (long stopAt = 1; stopAt < whole.StepCount; stopAt++)
        {
            using var source = new CancellationTokenSource();
            using Trainer<float> first = Start($"stop{stopAt}", accumulation, shuffle);
            first.Callbacks.Add(new CancelAt(stopAt, source));
            Assert.Throws<OperationCanceledException>(
                () => first.Fit(Data(), epochs: 2, cancellation: source.Token));
            interruptions++;

            using Trainer<float> second = Start($"stop{stopAt}", accumulation, shuffle);
            Assert.True(second.Resume());
            Assert.Equal(stopAt, second.StepCount);
            AssertSame(expected, whole, second.Fit(Data(), epochs: 2), second);

            // So does the one that was stopped.
            AssertSame(expected, whole, first.Fit(Data(), epochs: 2), first);
        }

        Assert.True(interruptions >= 6, $"{interruptions} interruptions");
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(3, 4)]
    public void Fit_SampleCannotBeRead_GoesOnBitForBit(int accumulation, int failAt)
    {
        using Trainer<float> whole = Start("whole", accumulation, shuffle: false);
        TrainingHistory expected = whole.Fit(Stream(-1), epochs: 2);
        using Trainer<float> trainer = Start("broken", accumulation, shuffle: false);
        Assert.Throws<InvalidTimeZoneException>(() => trainer.Fit(Stream(failAt), epochs: 2));
        AssertSame(expected, whole, trainer.Fit(Stream(-1), epochs: 2), trainer);
    }

    [Fact]
    public void Resume_OtherPieces_IsRefused()
    {
        string path = _folder.File("checkpoint");
        using Trainer<float> first = Start("run", 1, shuffle: true);
        first.MaxSteps = 2;
        first.Fit(Data());
        first.SaveCheckpoint(path);

        using Trainer<float> second = Start("run", 1, shuffle: true);
        second.Truncation = null;
        var refused = Assert.Throws<CheckpointException>(() => second.Resume(path));
        Assert.Contains("truncation is 'pieces of 4 steps', this trainer's is 'none'", refused.Message);
        first.Truncation = new Truncation(3);
        var inside = Assert.Throws<ArgumentException>(() => first.Fit(Data()));
        Assert.Contains("pieces of 4 steps", inside.Message);
        Assert.Contains("pieces of 3 steps", inside.Message);
    }

    private static Sample<float>[] Data() => Samples.Remembering(14, 5, 9, 3, 11, 1);

    private static Dataset<float> Stream(int failAt) =>
        Dataset.Stream(Data().Select((s, i) => i == failAt ? throw new InvalidTimeZoneException() : s), 1);

    private Trainer<float> Start(string folder, int accumulation, bool shuffle) =>
        new(new Listener(seed: 3), new Adam(1e-2))
        {
            BatchSize = 2,
            AccumulationSteps = accumulation,
            Shuffle = shuffle,
            Truncation = new Truncation(4),
            Metrics = { new Accuracy() },
            Checkpoints = new CheckpointFolder(_folder.File(folder)),
        };

    private static void AssertSame(
        TrainingHistory expected, Trainer<float> whole, TrainingHistory actual, Trainer<float> trainer)
    {
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), trainer.Model.Parameters.Flat.ToArray());
        Assert.Equal(expected.Epochs.Select(Numbers), actual.Epochs.Select(Numbers));
    }

    private static object Numbers(EpochResult result) =>
        (result.Epoch, result.Step, result.TrainingLoss, result.Metrics["accuracy"]);

    private sealed class CancelAt(long step, CancellationTokenSource source) : TrainingCallback
    {
        public override void OnStep(TrainingContext context)
        {
            if (context.Step == step)
                source.Cancel();
        }
    }
}
