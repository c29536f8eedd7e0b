namespace RnnGen.Training.Tests;

/// <summary>What breaks within a step leaves the trainer where the step began; Fit goes on from there.</summary>
public sealed class BrokenStepTests : IDisposable
{
    private const int Count = 48;
    private static readonly Sample<float>[] s_samples = Samples.Classification(Count);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The samples' reader fails at each sample in turn.</summary>
    [Theory]
    [InlineData(1, 10)]
    [InlineData(1, 16)]
    [InlineData(1, 20)]
    [InlineData(1, 33)]
    [InlineData(2, 9)]
    [InlineData(2, 17)]
    [InlineData(2, 25)]
    public void Fit_SampleCannotBeRead_GoesOnBitForBit(int accumulation, int failAt)
    {
        (Classifier whole, Trainer<float> wholeTrainer) = Start(accumulation);
        TrainingHistory expected = wholeTrainer.Fit(Stream(-1), epochs: 2);

        (Classifier model, Trainer<float> trainer) = Start(accumulation);
        Assert.Throws<InvalidTimeZoneException>(() => trainer.Fit(Stream(failAt), epochs: 2));
        TrainingHistory actual = trainer.Fit(Stream(-1), epochs: 2);
        AssertSame(expected, whole, actual, model);
        wholeTrainer.Dispose();
        trainer.Dispose();
    }

    /// <summary>As above, but a checkpoint is written after the failure and another trainer goes on.</summary>
    [Theory]
    [InlineData(1, 16)]
    [InlineData(1, 20)]
    [InlineData(2, 17)]
    public void Resume_OfWhatAFailureLeft_GoesOnBitForBit(int accumulation, int failAt)
    {
        (Classifier whole, Trainer<float> wholeTrainer) = Start(accumulation);
        TrainingHistory expected = wholeTrainer.Fit(Stream(-1), epochs: 2);

        (_, Trainer<float> first) = Start(accumulation);
        Assert.Throws<InvalidTimeZoneException>(() => first.Fit(Stream(failAt), epochs: 2));
        string path = _folder.File("checkpoint");
        first.SaveCheckpoint(path);

        (Classifier model, Trainer<float> second) = Start(accumulation);
        second.Resume(path);
        TrainingHistory actual = second.Fit(Stream(-1), epochs: 2);
        AssertSame(expected, whole, actual, model);

        // The one that failed can be taken back to its checkpoint too.
        first.Resume(path);
        first.Fit(Stream(-1), epochs: 2);
        Assert.Equal(whole.Parameters.Flat.ToArray(), first.Model.Parameters.Flat.ToArray());
        wholeTrainer.Dispose();
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void Fit_ReaderObeysTheCancellation_CheckpointIsExact()
    {
        (Classifier whole, Trainer<float> wholeTrainer) = Start(2);
        TrainingHistory expected = wholeTrainer.Fit(Stream(-1), epochs: 2);

        using var source = new CancellationTokenSource();
        (_, Trainer<float> first) = Start(2);
        first.Checkpoints = new CheckpointFolder(_folder.File("run"));
        Dataset<float> data = Dataset.Stream(Read(), shuffleBuffer: 1);
        Assert.Throws<OperationCanceledException>(() => first.Fit(data, epochs: 2, cancellation: source.Token));

        (Classifier model, Trainer<float> second) = Start(2);
        second.Checkpoints = new CheckpointFolder(_folder.File("run"));
        Assert.True(second.Resume());
        TrainingHistory actual = second.Fit(Stream(-1), epochs: 2);
        AssertSame(expected, whole, actual, model);
        wholeTrainer.Dispose();
        first.Dispose();
        second.Dispose();

        IEnumerable<Sample<float>> Read()
        {
            for (int i = 0; i < Count; i++)
            {
                if (i == 26)
                    source.Cancel();
                source.Token.ThrowIfCancellationRequested();
                yield return s_samples[i];
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_LossOverflows_StandsBeforeTheStep(int accumulation)
    {
        Sample<double>[] samples = Samples.Regression(12);
        Sample<double>[] broken = [.. samples];
        broken[8] = samples[8] with { Targets = new[] { 1e200 } };
        (Regressor whole, Trainer<double> wholeTrainer) = Regression(accumulation);
        TrainingHistory expected = wholeTrainer.Fit(samples);

        (Regressor model, Trainer<double> trainer) = Regression(accumulation);
        Assert.Throws<NonFiniteException>(() => trainer.Fit(broken));
        TrainingHistory actual = trainer.Fit(samples);
        Assert.Equal(expected.Epochs[0].TrainingLoss, actual.Epochs[0].TrainingLoss);
        Assert.Equal(expected.Epochs[0].Metrics["mae"], actual.Epochs[0].Metrics["mae"]);
        Assert.Equal(whole.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        wholeTrainer.Dispose();
        trainer.Dispose();
    }

    [Fact]
    public void Fit_AccumulationFails_OtherAccumulationGoesOn()
    {
        (_, Trainer<float> trainer) = Start(2);
        Assert.Throws<InvalidTimeZoneException>(() => trainer.Fit(Stream(9), epochs: 1));
        trainer.AccumulationSteps = 1;
        trainer.Fit(Stream(-1), epochs: 1);
        Assert.Equal(Count / 8, trainer.StepCount);
        trainer.Dispose();
    }

    [Fact]
    public void Fit_MetricThrows_StepIsCounted()
    {
        var metric = new Fragile();
        using var trainer = new Trainer<float>(new Classifier(1), new Adam()) { BatchSize = 8, Metrics = { metric } };
        Assert.Throws<InvalidTimeZoneException>(() => trainer.Fit(s_samples));
        Assert.Equal(trainer.TrainingStep.StepCount, trainer.StepCount);
        Assert.Equal(1, trainer.StepCount);
        metric.IsMended = true;
        trainer.Fit(s_samples);
        Assert.Equal(Count / 8, trainer.StepCount);
    }

    private static (Classifier Model, Trainer<float> Trainer) Start(int accumulation)
    {
        var model = new Classifier(seed: 3);
        return (model, new Trainer<float>(model, new Adam(1e-2))
        {
            BatchSize = 8,
            AccumulationSteps = accumulation,
            Shuffle = false,
            BucketByLength = false,
            Schedule = new CosineAnnealing(10) { Unit = ScheduleUnit.Step },
            Metrics = { new Accuracy() },
        });
    }

    private static (Regressor Model, Trainer<double> Trainer) Regression(int accumulation)
    {
        var model = new Regressor(seed: 3);
        return (model, new Trainer<double>(model, new Adam(1e-2))
        {
            BatchSize = 2,
            AccumulationSteps = accumulation,
            Shuffle = false,
            BucketByLength = false,
            Metrics = { new Mae() },
        });
    }

    private static Dataset<float> Stream(int failAt) =>
        Dataset.Stream(s_samples.Select((s, i) => i == failAt ? throw new InvalidTimeZoneException() : s), 1);

    private static void AssertSame(
        TrainingHistory expected, Classifier whole, TrainingHistory actual, Classifier model)
    {
        Assert.Equal(whole.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        Assert.Equal(expected.Epochs.Select(Numbers), actual.Epochs.Select(Numbers));
    }

    private static object Numbers(EpochResult result) =>
        (result.Epoch, result.Step, result.TrainingLoss, result.LearningRate, result.Metrics["accuracy"]);

    private sealed class Fragile : Metric
    {
        public bool IsMended { get; set; }

        public override string Name => "fragile";

        public override bool LargerIsBetter => true;

        public override double Value => 0;

        public override void Reset()
        {
        }

        public override void Add(in MetricItem item)
        {
            if (!IsMended)
                throw new InvalidTimeZoneException();
        }
    }
}
