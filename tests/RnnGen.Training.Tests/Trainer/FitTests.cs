namespace RnnGen.Training.Tests;

public sealed class FitTests
{
    [Fact]
    public void Fit_Classifier_Learns()
    {
        var model = new Classifier(seed: 1);
        using var trainer = new Trainer<float>(model, new Adam(1e-2)) { ClipNorm = 5 };
        TrainingHistory history = trainer.Fit(Samples.Classification(300), Samples.Classification(100, seed: 8), epochs: 12);

        Assert.Equal(12, history.Epochs.Count);
        Assert.Equal(StopReason.Completed, history.StopReason);
        Assert.True(history.Epochs[^1].ValidationLoss < 0.2, history.ToString());
        Assert.Equal(12 * 10, trainer.StepCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_AnyNumberOfThreads_SameBits(int threads)
    {
        float[] one = Train(1), many = Train(threads);
        Assert.Equal(one, many);

        static float[] Train(int threads)
        {
            var model = new Classifier(seed: 1) { MaxThreads = threads };
            using var trainer = new Trainer<float>(model, new Adam(1e-2));
            trainer.Fit(Samples.Classification(80), epochs: 2);
            return model.Parameters.Flat.ToArray();
        }
    }

    [Fact]
    public void Fit_AccumulatedBatches_AreOneLargeBatch()
    {
        double[] large = Train(12, 1), small = Train(4, 3);
        for (int i = 0; i < large.Length; i++)
            Assert.Equal(large[i], small[i], 1e-12);

        static double[] Train(int batchSize, int accumulation)
        {
            var model = new Regressor(seed: 1);
            using var trainer = new Trainer<double>(model, new Sgd(0.1))
            {
                BatchSize = batchSize,
                AccumulationSteps = accumulation,
                Shuffle = false,
                BucketByLength = false,
                ClipNorm = 0.05,
            };
            trainer.Fit(Samples.Regression(24), epochs: 2);
            Assert.Equal(4, trainer.StepCount);
            return model.Parameters.Flat.ToArray();
        }
    }

    [Fact]
    public void Fit_MaxSteps_EndsWithinTheEpoch()
    {
        using var trainer = new Trainer<float>(new Classifier(1), new Adam()) { BatchSize = 10, MaxSteps = 5 };
        TrainingHistory history = trainer.Fit(Samples.Classification(100), epochs: 3);

        Assert.Equal(StopReason.MaxSteps, history.StopReason);
        Assert.Equal(5, trainer.StepCount);
        Assert.Equal(0, trainer.EpochCount);
        EpochResult partial = Assert.Single(history.Epochs);
        Assert.Equal(5, partial.Step);
    }

    [Fact]
    public void Fit_CalledAgain_TrainsOnlyWhatIsMissing()
    {
        Sample<float>[] samples = Samples.Classification(64);
        var once = new Classifier(1);
        using var onceTrainer = new Trainer<float>(once, new Adam());
        onceTrainer.Fit(samples, epochs: 4);

        var twice = new Classifier(1);
        using var twiceTrainer = new Trainer<float>(twice, new Adam());
        twiceTrainer.Fit(samples, epochs: 3);
        twiceTrainer.Fit(samples, epochs: 4);
        twiceTrainer.Fit(samples, epochs: 4);

        Assert.Equal(once.Parameters.Flat.ToArray(), twice.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Fit_Stream_LearnsWhatAListLearns()
    {
        Sample<float>[] samples = Samples.Classification(300);
        var model = new Classifier(1);
        using var trainer = new Trainer<float>(model, new Adam(1e-2)) { ClipNorm = 5 };
        TrainingHistory history = trainer.Fit(Dataset.Stream(samples.Select(s => s), shuffleBuffer: 50), epochs: 10);

        Assert.Equal(100, trainer.StepCount);
        Assert.True(history.Epochs[^1].TrainingLoss < 0.4, history.ToString());
    }

    [Fact]
    public void Fit_TrainingMetrics_MeasureWhereThereIsNoValidation()
    {
        using var trainer = new Trainer<float>(new Tagger(1), new Adam(1e-2)) { Metrics = { new Accuracy() } };
        TrainingHistory history = trainer.Fit(Samples.Tagging(200), epochs: 12);
        Assert.True(history.Epochs[^1].Metrics["accuracy"] > 0.9, history.ToString());
        Assert.True(history.Epochs[0].Metrics["accuracy"] < history.Epochs[^1].Metrics["accuracy"]);
    }

    [Fact]
    public void Fit_ArrayThatMayBeNull_IsNoValidation()
    {
        Sample<float>[]? none = null;
        using var trainer = new Trainer<float>(new Classifier(1), new Adam());
        TrainingHistory history = trainer.Fit(Samples.Classification(20), none);
        Assert.True(double.IsNaN(Assert.Single(history.Epochs).ValidationLoss));
    }
}
