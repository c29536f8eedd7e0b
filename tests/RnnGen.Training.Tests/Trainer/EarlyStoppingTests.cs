namespace RnnGen.Training.Tests;

public sealed class EarlyStoppingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-early").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Fit_NoImprovement_EndsWithTheBestEpoch()
    {
        // Labels of the validation data are noise, so that more training makes its loss worse.
        var model = new Classifier(1);
        using var trainer = new Trainer<float>(model, new Adam(1e-2))
        {
            EarlyStopping = new EarlyStopping(3),
            Checkpoints = new CheckpointFolder(_folder),
        };
        Sample<float>[] noise = [.. Samples.Classification(60, 5).Select((s, i) => s with { Class = (i * 7 / 3) % 3 })];
        TrainingHistory history = trainer.Fit(Samples.Classification(100), noise, epochs: 100);

        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        Assert.Equal(history.BestEpoch + 3, history.Epochs.Count);
        Assert.Equal(history.Epochs.Min(static e => e.ValidationLoss), history.Best!.ValidationLoss);
        Assert.Equal(history.Best.ValidationLoss, trainer.Evaluate(noise).Loss);

        var best = new Classifier(2);
        best.Load(trainer.Checkpoints.BestPath);
        Assert.Equal(model.Parameters.Flat.ToArray(), best.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Fit_MonitorOfUnknownName_NamesTheMetrics()
    {
        using var trainer = new Trainer<float>(new Tagger(1), new Adam())
        {
            Monitor = "f1",
            Metrics = { new Accuracy() },
        };
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit(Samples.Tagging(10)));
        Assert.Contains("'f1'", e.Message);
        Assert.Contains("accuracy", e.Message);
    }

    [Fact]
    public void Fit_PlateauWatchesTheWrongWay_IsRefused()
    {
        using var trainer = new Trainer<float>(new Tagger(1), new Adam())
        {
            Monitor = "accuracy",
            Metrics = { new Accuracy() },
            Schedule = new ReduceOnPlateau(),
        };
        Assert.Throws<ArgumentException>(() => trainer.Fit(Samples.Tagging(10)));
    }
}
