namespace RnnGen.Training.Tests;

/// <summary>The best epoch is the best of one measure, and its parameters are its own.</summary>
public sealed class BestMeasureTests : IDisposable
{
    private static readonly Sample<float>[] s_samples = Samples.Classification(40);
    private static readonly Sample<float>[] s_validation = Samples.Classification(60, 5);

    // Labels without a meaning: the loss stays above that of a guess.
    private static readonly Sample<float>[] s_noise =
        [.. s_validation.Select((s, i) => s with { Class = (i * 7 / 3) % 3 })];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_BestEpochWithoutEarlyStopping_RestoresNothingOlder()
    {
        using Trainer<float> trainer = Start();
        trainer.Fit(s_samples, s_validation, epochs: 2);
        trainer.EarlyStopping = null;
        trainer.Fit(s_samples, s_validation, epochs: 4);
        trainer.EarlyStopping = new EarlyStopping(90);
        TrainingHistory history = trainer.Fit(s_samples, s_validation, epochs: 4);
        Assert.Equal(4, history.BestEpoch);
        Assert.Equal(history.Best!.ValidationLoss, trainer.Evaluate(s_validation).Loss);
    }

    [Fact]
    public void Fit_OtherMonitor_StartsTheBestAnew()
    {
        using Trainer<float> trainer = Start();
        trainer.Fit(s_samples, s_validation, epochs: 2);
        trainer.Monitor = "accuracy";
        AssertAccuracyDecides(trainer);
    }

    [Fact]
    public void Fit_ValidationAddedLater_StartsTheBestAnew()
    {
        using Trainer<float> trainer = Start();
        trainer.Fit(s_samples, epochs: 5);
        TrainingHistory history = trainer.Fit(s_samples, s_noise, epochs: 7);
        Assert.Equal(
            history.Epochs.Skip(5).MinBy(static epoch => epoch.ValidationLoss)!.Epoch, history.BestEpoch);
        Assert.Equal(history.Best!.ValidationLoss, trainer.Evaluate(s_noise).Loss);
    }

    [Fact]
    public void Fit_StoppedByAnotherMeasure_GoesOn()
    {
        using Trainer<float> trainer = Start();
        trainer.EarlyStopping = new EarlyStopping(1);
        TrainingHistory stopped = trainer.Fit(s_samples, s_noise, epochs: 30);
        Assert.Equal(StopReason.EarlyStopping, stopped.StopReason);
        int epochs = trainer.EpochCount;
        trainer.Fit(s_samples, s_noise, epochs: 30);
        Assert.Equal(epochs, trainer.EpochCount);
        trainer.Monitor = "accuracy";
        Assert.True(trainer.Fit(s_samples, s_noise, epochs: 30).BestEpoch > epochs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resume_MeasureIsSaved_AndMayBeMissing(bool isOld)
    {
        string path = _folder.File("checkpoint");
        using (Trainer<float> first = Start())
        {
            first.Fit(s_samples, s_validation, epochs: 2);
            first.SaveCheckpoint(path);
        }

        using Trainer<float> whole = Start(), second = Start();
        TrainingHistory expected = whole.Fit(s_samples, s_validation, epochs: 4);
        if (isOld)
            CheckpointText.Rewrite(path, static text => text.Replace("\"best_measure\":\"validation loss\",", ""));
        second.Resume(path);
        TrainingHistory actual = second.Fit(s_samples, s_validation, epochs: 4);
        Assert.Equal(expected.BestEpoch, actual.BestEpoch);
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), second.Model.Parameters.Flat.ToArray());
        if (isOld)
            return;
        using Trainer<float> third = Start();
        third.Resume(path);
        third.Monitor = "accuracy";
        AssertAccuracyDecides(third);
    }

    /// <summary>No accuracy is as large as the loss of an untrained model: the rate would be lowered.</summary>
    [Fact]
    public void ReduceOnPlateau_OfAnotherMeasure_StartsAnew()
    {
        using Trainer<float> trainer = Start();
        trainer.Schedule = new ReduceOnPlateau(0.5, patience: 0) { Threshold = 0 };
        trainer.Fit(s_samples, s_validation, epochs: 1);
        double rate = trainer.Optimizer.LearningRate;
        Sample<float>[] harder = [.. s_validation.Select(static s => s with { Weight = 100 })];
        trainer.Fit(s_samples, epochs: 2);
        Assert.Equal(rate, trainer.Optimizer.LearningRate);
        trainer.Fit(s_samples, harder, epochs: 3);
        Assert.Equal(rate, trainer.Optimizer.LearningRate);
    }

    // Two epochs were judged by their loss, which is above any accuracy.
    private static void AssertAccuracyDecides(Trainer<float> trainer)
    {
        TrainingHistory history = trainer.Fit(s_samples, s_validation, epochs: 4);
        EpochResult best = history.Epochs.Skip(2).MaxBy(static epoch => epoch.Metrics["accuracy"])!;
        Assert.Equal(best.Epoch, history.BestEpoch);
        Assert.Equal(best.ValidationLoss, trainer.Evaluate(s_validation).Loss);
    }

    private static Trainer<float> Start() => new(new Classifier(1), new Adam(1e-2))
    {
        BatchSize = 10,
        Metrics = { new Accuracy() },
        EarlyStopping = new EarlyStopping(90),
    };
}
