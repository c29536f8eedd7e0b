using Microsoft.Extensions.Logging;

namespace RnnGen.Reports.Tests;

public sealed class LoggingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-logging").FullName;

    private static Sample<float>[] Samples =>
        [.. Enumerable.Range(0, 40).Select(i =>
            Sample<float>.FromFeatures(new float[] { i % 3, 1, i % 2 }, 3) with { Class = i % 2 })];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Fit_Logged_TellsTheWholeRun()
    {
        var logger = new FakeLogger();
        using Trainer<float> trainer = Train(logger, everySteps: 2);

        // Two epochs of four steps; a checkpoint of the first, best epoch, and one at each epoch's end.
        Assert.Equal([1, 3, 3, 4, 4, 2, 3, 3, 4, 4, 2, 5], logger.Entries.Select(static entry => entry.Id));
        Assert.All(logger.Entries, static entry => Assert.Equal(
            entry.Id is 3 or 4 ? LogLevel.Debug : LogLevel.Information, entry.Level));
        Assert.Equal(
            "Training Parity with 34 parameters, Adam: epoch 1 of 2, step 0", logger.Entries[0].Message);
        Assert.Equal(
            "Training ended: Completed after 2 epochs, step 8; best epoch 2", logger.Entries[^1].Message);
    }

    [Fact]
    public void EpochEnd_Fields_AreValuesNotText()
    {
        var logger = new FakeLogger();
        using Trainer<float> trainer = Train(logger);
        IReadOnlyDictionary<string, object?> fields = logger.Entries.First(static entry => entry.Id == 2).Fields;

        Assert.Equal(1, fields["Epoch"]);
        Assert.Equal(2, fields["Epochs"]);
        Assert.Equal(4L, fields["Step"]);
        Assert.Equal(0.01, fields["LearningRate"]);
        Assert.True(fields["TrainingLoss"] is > 0.0);
        Assert.True(fields["ValidationLoss"] is > 0.0);
        Assert.True(fields["Seconds"] is > 0.0);
        Assert.Matches(@"^accuracy \d\.\d{4}$", (string)fields["Metrics"]!);
    }

    [Fact]
    public void Fit_DebugOff_LogsNoSteps()
    {
        var logger = new FakeLogger(LogLevel.Information);
        using Trainer<float> trainer = Train(logger, everySteps: 1);
        Assert.Equal([1, 2, 2, 5], logger.Entries.Select(static entry => entry.Id));
    }

    [Fact]
    public void EverySteps_Negative_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoggingCallback(new FakeLogger()) { EverySteps = -1 });

    private Trainer<float> Train(ILogger logger, int everySteps = 0)
    {
        var trainer = new Trainer<float>(new Parity(seed: 1), new Adam(1e-2))
        {
            BatchSize = 10,
            Metrics = { new Accuracy() },
            Checkpoints = new CheckpointFolder(_folder),
        };
        trainer.LogTo(logger, everySteps).Fit(Samples, Samples, epochs: 2);
        return trainer;
    }
}
