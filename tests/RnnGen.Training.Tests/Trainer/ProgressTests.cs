namespace RnnGen.Training.Tests;

public sealed class ProgressTests
{
    [Fact]
    public void Fit_Completed_ReportsEachEpochAndThenTheEnd()
    {
        TrainingProgress[] reports = Run(epochs: 3, trainer => { });
        Assert.Equal([1, 2, 3], reports.Where(r => r.Result != null).Select(r => r.Result!.Epoch));
        Assert.Equal(reports.Length - 1, Array.FindIndex(reports, static r => r.HasEnded));
        Assert.Equal((3, 3, 5, 15L), (reports[^1].Epoch, reports[^1].Epochs, reports[^1].Batch, reports[^1].Step));
        Assert.All(reports, static r => Assert.Equal((5, 3), (r.Batches, r.Epochs)));
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
    }

    [Fact]
    public void Fit_CutShort_ReportsItsResultWithTheEnd()
    {
        TrainingProgress[] reports = Run(epochs: 3, static trainer => trainer.MaxSteps = 7);
        Assert.True(reports[^1].HasEnded);
        Assert.Equal(2, reports[^1].Result!.Epoch);
        Assert.Equal(7, reports[^1].Result!.Step);
    }

    [Fact]
    public void Fit_Exception_ReportsTheEndAllTheSame()
    {
        TrainingProgress[] reports = Run(epochs: 3, static trainer => trainer.Callbacks.Add(new ThrowAt(7)));
        Assert.True(reports[^1].HasEnded);
        Assert.Null(reports[^1].Result);
    }

    private static TrainingProgress[] Run(int epochs, Action<Trainer<float>> set)
    {
        var log = new Log();
        using var trainer = new Trainer<float>(new Classifier(1), new Adam()) { BatchSize = 10, Progress = log };
        set(trainer);
        try
        {
            trainer.Fit(Samples.Classification(50), epochs: epochs);
        }
        catch (InvalidTimeZoneException)
        {
            // Ours.
        }

        return [.. log.Reports];
    }

    private sealed class Log : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }

    private sealed class ThrowAt(long step) : TrainingCallback
    {
        public override void OnStep(TrainingContext context)
        {
            if (context.Step == step)
                throw new InvalidTimeZoneException();
        }
    }
}
