namespace RnnGen.Training.Tests;

/// <summary>After early stopping the model has its best parameters, and nothing of that is in the way.</summary>
public sealed class BestModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_AfterEarlyStopping_GoesOnFromTheLastEpoch()
    {
        using Trainer<float> whole = Start();
        whole.EarlyStopping = null;
        whole.Fit(Samples.Classification(40), Noise(), epochs: 30);

        using Trainer<float> trainer = Start();
        TrainingHistory history = trainer.Fit(Samples.Classification(40), Noise(), epochs: 30);
        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        string path = _folder.File("checkpoint");
        float[] best = trainer.Model.Parameters.Flat.ToArray();
        trainer.SaveCheckpoint(path);
        Assert.Equal(best, trainer.Model.Parameters.Flat.ToArray());

        trainer.EarlyStopping = null;
        trainer.Fit(Samples.Classification(40), Noise(), epochs: 30);
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), trainer.Model.Parameters.Flat.ToArray());

        using Trainer<float> resumed = Start();
        resumed.Resume(path);
        resumed.EarlyStopping = null;
        resumed.Fit(Samples.Classification(40), Noise(), epochs: 30);
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), resumed.Model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Fit_ParametersWrittenAfterEarlyStopping_AreTrainedOn()
    {
        using Trainer<float> trainer = Start();
        trainer.Fit(Samples.Classification(40), Noise(), epochs: 30);
        trainer.Model.Parameters.Flat.Fill(0.25f);
        trainer.Model.Parameters.Commit();
        trainer.Optimizer.LearningRate = 0;
        trainer.EarlyStopping = null;
        trainer.SaveCheckpoint(_folder.File("mine"));
        trainer.Fit(Samples.Classification(40), Noise(), epochs: trainer.EpochCount + 1);
        Assert.All(trainer.Model.Parameters["lstm.weight_ih_l0"].ToArray(), static w => Assert.Equal(0.25f, w));
        var saved = new Classifier(5);
        saved.Load(_folder.File("mine"));
        Assert.All(saved.Parameters["lstm.weight_ih_l0"].ToArray(), static w => Assert.Equal(0.25f, w));
    }

    [Fact]
    public void Fit_RefusedAfterEarlyStopping_LeavesTheBest()
    {
        using Trainer<float> trainer = Start();
        trainer.MaxSteps = 2;
        trainer.Fit(Samples.Classification(40), Noise(), epochs: 30);
        Assert.Throws<ArgumentException>(() => trainer.Fit(Samples.Classification(39), Noise(), epochs: 30));
        trainer.MaxSteps = null;
        trainer.Fit(Samples.Classification(40), Noise(), epochs: 30);
        float[] best = trainer.Model.Parameters.Flat.ToArray();
        Assert.Throws<ArgumentException>(() => trainer.Fit(Array.Empty<Sample<float>>(), epochs: 90));
        Assert.Equal(best, trainer.Model.Parameters.Flat.ToArray());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void MinimumChange_NoMargin_IsRefused(double change) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(1) { MinimumChange = change });

    private static Sample<float>[] Noise() =>
        [.. Samples.Classification(60, 5).Select((s, i) => s with { Class = (i * 7 / 3) % 3 })];

    private static Trainer<float> Start() =>
        new(new Classifier(1), new Adam(1e-2)) { BatchSize = 10, EarlyStopping = new EarlyStopping(2) };
}
