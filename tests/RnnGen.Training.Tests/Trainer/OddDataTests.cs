namespace RnnGen.Training.Tests;

/// <summary>Data at the edge of what is allowed.</summary>
public sealed class OddDataTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fit_BatchOfIgnoredSteps_CountsForNothing(int accumulation)
    {
        var model = new Tagger(1);
        Sample<float>[] ignored =
            [.. Samples.Tagging(8).Select(s => s with { Classes = Enumerable.Repeat(-100, s.Steps).ToArray() })];
        using var trainer = new Trainer<float>(model, new Sgd(0.1))
        {
            BatchSize = 4,
            AccumulationSteps = accumulation,
            Shuffle = false,
            BucketByLength = false,
        };
        float[] before = model.Parameters.Flat.ToArray();
        trainer.Fit(ignored);
        Assert.Equal(before, model.Parameters.Flat.ToArray());

        TrainingHistory history = trainer.Fit((Sample<float>[])[.. Samples.Tagging(8), .. ignored], epochs: 2);
        Assert.True(double.IsFinite(history.Epochs[1].TrainingLoss));
        Assert.NotEqual(before, model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Fit_EmptySequences_AreSamples()
    {
        Sample<float> empty = Sample<float>.FromTokens(Array.Empty<int>());
        using var tagger = new Trainer<float>(new Tagger(1), new Adam()) { BatchSize = 2, BucketByLength = true };
        Sample<float>[] training = [empty, empty, empty, .. Samples.Tagging(7)];
        tagger.Fit(training, training[2..5]);
        using var classifier = new Trainer<float>(new Classifier(1), new Adam()) { BatchSize = 2 };
        classifier.Metrics.Add(new Accuracy());
        classifier.Fit((Sample<float>[])[empty with { Class = 1 }, empty with { Class = 2 }], epochs: 2);
        Assert.Equal(2, classifier.EpochCount);
        using var regressor = new Trainer<double>(new Regressor(1), new Adam()) { BatchSize = 2 };
        Sample<double> none = Sample<double>.FromFeatures(Array.Empty<double>(), 0) with { Targets = new[] { 1.0 } };
        regressor.Fit((Sample<double>[])[none, none, none]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Fit_TargetIsNoNumber_NamesTheSample(double target)
    {
        Sample<double>[] samples = Samples.Regression(5);
        samples[3] = samples[3] with { Targets = new[] { target } };
        using var trainer = new Trainer<double>(new Regressor(1), new Adam());
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit(samples));
        Assert.StartsWith("Sample 3 has ", e.Message);
        Assert.Contains("target", e.Message);
    }

    [Fact]
    public void Fit_NoValidationSamples_IsRefused()
    {
        using var trainer = new Trainer<float>(new Classifier(1), new Adam());
        var e = Assert.Throws<ArgumentException>(
            () => trainer.Fit(Samples.Classification(5), Array.Empty<Sample<float>>()));
        Assert.Contains("validation", e.Message);
        Assert.Equal(0, trainer.StepCount);
    }

    [Fact]
    public void Evaluate_NoSamples_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Classifier(1).Evaluate(Array.Empty<Sample<float>>()));
        Assert.Throws<ArgumentException>(
            () => new Classifier(1).Evaluate(Dataset.Stream(Enumerable.Empty<Sample<float>>())));
    }

    [Fact]
    public void Fit_LargestBatchSize_IsOneBatch()
    {
        using var trainer = new Trainer<float>(new Classifier(1), new Adam()) { BatchSize = int.MaxValue };
        trainer.Fit(Samples.Classification(50), Samples.Classification(9));
        Assert.Equal(1, trainer.StepCount);
        trainer.Fit(Dataset.Stream(Samples.Classification(50)), epochs: 2);
        Assert.Equal(2, trainer.StepCount);
    }

    [Fact]
    public void Fit_StreamThatCanBeReadOnce_SaysSo()
    {
        var queue = new Queue<Sample<float>>(Samples.Classification(10));
        using var trainer = new Trainer<float>(new Classifier(1), new Adam());
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit(Dataset.Stream(Drain()), epochs: 2));
        Assert.Contains("once", e.Message);
        Assert.Equal(1, trainer.EpochCount);

        IEnumerable<Sample<float>> Drain()
        {
            while (queue.TryDequeue(out Sample<float>? sample))
                yield return sample;
        }
    }

    [Fact]
    public void Fit_LazyList_ReadsEachSampleOnceAnEpoch()
    {
        var list = new Counting(Samples.Classification(40));
        using var trainer = new Trainer<float>(new Classifier(1), new Adam());
        trainer.Fit(Dataset.From(list), epochs: 2);
        Assert.Equal(80, list.Reads);
    }

    [Fact]
    public void Fit_TwoMetricsOfOneName_IsRefused()
    {
        using var trainer = new Trainer<float>(new Classifier(1), new Adam())
        {
            Metrics = { new F1Score(F1Average.Binary, 1), new F1Score(F1Average.Binary, 2) },
        };
        trainer.Fit(Samples.Classification(5));
        trainer.Metrics.Add(new F1Score(F1Average.Binary, 2));
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit(Samples.Classification(5), epochs: 2));
        Assert.Contains("'f1_class2'", e.Message);
    }

    [Fact]
    public void Fit_ManyOutputs_KeepsNoSecondCopyOfThem()
    {
        Sample<float> sample = Sample<float>.FromTokens(new int[100]) with { Classes = new int[100] };
        using var trainer = new Trainer<float>(new Wide(1), new Adam());
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Fit(Enumerable.Repeat(sample, 32).ToArray());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * 100 * 3000);
    }

    [Fact]
    public void Reserve_MoreThanAnArrayHolds_NamesTheSize()
    {
        var builder = new BatchBuilder<float>(new Tagger(1));
        var e = Assert.Throws<ArgumentException>(() => builder.Reserve(1 << 20, 1 << 12));
        Assert.Contains("1048576 rows x 4096 steps", e.Message);
    }

    private sealed class Counting(Sample<float>[] samples) : IReadOnlyList<Sample<float>>
    {
        public int Reads { get; private set; }

        public int Count => samples.Length;

        public Sample<float> this[int index]
        {
            get
            {
                Reads++;
                return samples[index];
            }
        }

        public IEnumerator<Sample<float>> GetEnumerator() => samples.AsEnumerable().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
