namespace RnnGen.Training.Tests;

/// <summary>A call of Fit that ends before its first step leaves model, optimizer and trainer as they were.</summary>
public sealed class RefusedFitTests : IDisposable
{
    private static readonly Sample<float>[] s_samples = Samples.Classification(40);
    private static readonly Sample<float> s_bad = Sample<float>.FromTokens(new[] { 3 }) with { Class = 3 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_LastSampleDoesNotFit_NothingMoves(bool isValidation)
    {
        var model = new Regressor(1);
        double[] before = model.Parameters.Flat.ToArray();
        Sample<double>[] good = Samples.Regression(64);
        List<Sample<double>> bad = [.. good[..63], good[63] with { Targets = new double[2] }];
        using var trainer = new Trainer<double>(model, new Adam(1e-2)) { BatchSize = 4 };
        var e = Assert.Throws<ArgumentException>(() => isValidation ? trainer.Fit(good, bad) : trainer.Fit(bad));
        Assert.StartsWith("Sample 63 has 2 target values; Regressor needs 1 x 1", e.Message);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        Assert.Equal(0, trainer.StepCount);

        // It stands before the epoch, so that another batch size does.
        trainer.BatchSize = 8;
        trainer.Fit(good);
        Assert.Equal(8, trainer.StepCount);
    }

    [Fact]
    public void Fit_PieceOfALongSampleDoesNotFit_NothingMoves()
    {
        Sample<float>[] samples = Samples.Remembering(30, 30, 30);
        int[] tags = samples[2].Classes.ToArray();
        tags[^1] = 4;
        using var trainer = new Trainer<float>(new Tagger(1), new Adam())
        {
            BatchSize = 1,
            Shuffle = false,
            Truncation = new Truncation(10),
        };
        var e = Assert.Throws<ArgumentException>(
            () => trainer.Fit((Sample<float>[])[.. samples[..2], samples[2] with { Classes = tags }]));
        Assert.StartsWith("Sample 2 has the target class 4", e.Message);
        Assert.Equal(0, trainer.StepCount);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("stream")]
    [InlineData("callback")]
    [InlineData("cancelled")]
    public void Fit_RefusedAtFirst_ScheduleHasNotStarted(string reason)
    {
        using Trainer<float> whole = Start(), trainer = Start();
        whole.Schedule = new WarmUp(100);
        trainer.Schedule = new WarmUp(100);
        Refuse(trainer, reason, epochs: 2);
        Assert.Equal(1e-2, trainer.Optimizer.LearningRate);
        Assert.Equal(0, trainer.Schedule.BaseRate);
        Assert.Equal(0, trainer.StepCount);

        whole.Fit(s_samples, epochs: 2);
        trainer.Fit(s_samples, epochs: 2);
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), trainer.Model.Parameters.Flat.ToArray());
        Assert.Equal(whole.Optimizer.LearningRate, trainer.Optimizer.LearningRate);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("stream")]
    [InlineData("callback")]
    [InlineData("cancelled")]
    public void Fit_RefusedAfterEarlyStopping_LeavesTheBestAndGoesOnFromTheLast(string reason)
    {
        using Trainer<float> whole = Start(), trainer = Start();
        whole.Fit(s_samples, Noise(), epochs: 9);
        trainer.EarlyStopping = new EarlyStopping(2);
        trainer.Fit(s_samples, Noise(), epochs: 9);
        int stoppedAt = trainer.EpochCount;
        Assert.InRange(stoppedAt, 3, 8);
        float[] best = trainer.Model.Parameters.Flat.ToArray();
        float[] last = trainer.LastParameters!;
        Assert.NotEqual(last, best);
        trainer.EarlyStopping = new EarlyStopping(90);
        trainer.Checkpoints = new CheckpointFolder(_folder.File("run"));

        Refuse(trainer, reason, epochs: 9);
        Assert.Equal(best, trainer.Model.Parameters.Flat.ToArray());
        if (reason == "cancelled")
        {
            var saved = new Classifier(5);
            saved.Load(trainer.Checkpoints.LastPath);
            Assert.Equal(last, saved.Parameters.Flat.ToArray());
        }

        trainer.EarlyStopping = null;
        trainer.Fit(s_samples, Noise(), epochs: 9);
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), trainer.Model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Fit_RefusedWithinAnEpoch_GoesOnBitForBit()
    {
        using Trainer<float> whole = Start(), trainer = Start();
        whole.Fit(s_samples, epochs: 1);
        trainer.MaxSteps = 2;
        trainer.Fit(s_samples);
        trainer.MaxSteps = null;
        Refuse(trainer, "memory", epochs: 1);
        Refuse(trainer, "callback", epochs: 1);
        Refuse(trainer, "cancelled", epochs: 1);
        Assert.Equal(2, trainer.StepCount);
        trainer.Fit(s_samples);
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), trainer.Model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Fit_CallbackThrowsAfterAStep_KeepsTheStep()
    {
        using Trainer<float> trainer = Start();
        trainer.Schedule = new WarmUp(100);
        var callback = new Throwing { AtStep = 1 };
        trainer.Callbacks.Add(callback);
        Assert.Throws<InvalidTimeZoneException>(() => trainer.Fit(s_samples));
        Assert.Equal(1, trainer.StepCount);
        Assert.Equal(1, trainer.Schedule.Position);
        Assert.Equal(trainer.Schedule.Rate, trainer.Optimizer.LearningRate);
    }

    /// <summary>A run that is over takes no step, gives the model its best parameters, and then a callback throws.</summary>
    [Fact]
    public void Fit_CallbackThrowsAtTheEndOfARunThatWasOver_LeavesTheLast()
    {
        string path = _folder.File("checkpoint");
        using (Trainer<float> first = Start())
        {
            first.EarlyStopping = new EarlyStopping(2);
            first.Fit(s_samples, Noise(), epochs: 9);
            first.SaveCheckpoint(path);
        }

        using Trainer<float> second = Start();
        second.EarlyStopping = new EarlyStopping(2);
        second.Resume(path);
        float[] last = second.Model.Parameters.Flat.ToArray();
        second.Callbacks.Add(new Throwing { AtStep = -1 });
        Assert.Throws<InvalidTimeZoneException>(() => second.Fit(s_samples, Noise(), epochs: 9));
        Assert.NotEqual(second.BestParameters, last);
        Assert.Equal(last, second.Model.Parameters.Flat.ToArray());
    }

    /// <summary>Steps before the refused sample stay; whichever data come next are an epoch of their own.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(typeof(Data.DataFormatException))]
    [InlineData(typeof(KeyNotFoundException))]
    public void Fit_StreamRefusedWithinAnEpoch_TheNextBeginsAnew(Type? thrown)
    {
        using Trainer<float> trainer = Start();
        (trainer.Shuffle, trainer.BucketByLength) = (false, false);
        float[] before = trainer.Model.Parameters.Flat.ToArray();
        Dataset<float> bad = Dataset.Stream(Enumerable.Range(0, 40).Select(i => i < 35 ? s_samples[i]
            : thrown == null ? s_bad
            : throw (thrown == typeof(KeyNotFoundException) ? new KeyNotFoundException()
                : new Data.DataFormatException("f", 1, 1, "expected a line."))), 1);
        Exception e = Assert.ThrowsAny<Exception>(() => trainer.Fit(bad));
        Assert.IsType(thrown ?? typeof(ArgumentException), e);
        Assert.Equal((3, 0), (trainer.StepCount, trainer.EpochCount));
        Assert.NotEqual(before, trainer.Model.Parameters.Flat.ToArray());

        trainer.BatchSize = 5;
        TrainingHistory history = trainer.Fit(s_samples);
        Assert.Equal((3 + 8, 1), (trainer.StepCount, history.Epochs.Count));
    }

    /// <summary>What a callback or a disk does wrong says nothing of the data: the epoch goes on where it stood.</summary>
    [Theory]
    [InlineData(typeof(ArgumentException))]
    [InlineData(typeof(IOException))]
    public void Fit_StreamAndAFailureBesideIt_GoesOnWithinTheEpoch(Type thrown)
    {
        using Trainer<float> trainer = Start();
        (trainer.Shuffle, trainer.BucketByLength) = (false, false);
        bool fails = true;
        if (thrown == typeof(ArgumentException))
            trainer.Callbacks.Add(new Throwing { AtStep = 3, What = static () => new ArgumentException("no") });
        Dataset<float> stream = Dataset.Stream(Enumerable.Range(0, 40).Select(
            i => fails && thrown == typeof(IOException) && i == 35 ? throw new IOException() : s_samples[i]), 1);
        Assert.IsType(thrown, Assert.ThrowsAny<Exception>(() => trainer.Fit(stream)));
        Assert.Equal((3, 0), (trainer.StepCount, trainer.EpochCount));

        fails = false;
        TrainingHistory history = trainer.Fit(stream);
        Assert.Equal((4, 1), (trainer.StepCount, history.Epochs.Count));
    }

    private static void Refuse(Trainer<float> trainer, string reason, int epochs)
    {
        Sample<float>[] bad = [.. s_samples[..39], s_bad];
        switch (reason)
        {
            case "memory":
                Assert.Throws<ArgumentException>(() => trainer.Fit(bad, Noise(), epochs));
                break;
            case "stream":
                Assert.Throws<ArgumentException>(() => trainer.Fit(Dataset.Stream([s_bad]), Noise(), epochs));
                break;
            case "callback":
                var callback = new Throwing();
                trainer.Callbacks.Add(callback);
                Assert.Throws<InvalidTimeZoneException>(() => trainer.Fit(s_samples, Noise(), epochs));
                trainer.Callbacks.Remove(callback);
                break;
            default:
                var cancelled = new CancellationToken(canceled: true);
                Assert.Throws<OperationCanceledException>(() => trainer.Fit(s_samples, Noise(), epochs, cancelled));
                break;
        }
    }

    // Labels without a meaning, so that more training makes the validation loss worse.
    private static Sample<float>[] Noise() =>
        [.. Samples.Classification(60, 5).Select((s, i) => s with { Class = (i * 7 / 3) % 3 })];

    private static Trainer<float> Start() => new(new Classifier(1), new Adam(1e-2)) { BatchSize = 10 };

    private sealed class Throwing : TrainingCallback
    {
        public int AtStep { get; init; }

        public Func<Exception> What { get; init; } = static () => new InvalidTimeZoneException();

        public override void OnStart(TrainingContext context)
        {
            if (AtStep == 0)
                throw What();
        }

        public override void OnEnd(TrainingContext context, TrainingHistory history)
        {
            if (AtStep < 0)
                throw What();
        }

        public override void OnStep(TrainingContext context)
        {
            if (context.Step == AtStep)
                throw What();
        }
    }
}
