namespace RnnGen.Training.Tests;

/// <summary>A schedule starts once, wherever it comes from.</summary>
public sealed class ScheduleStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_ScheduleSetAfterAFit_StartsFromTheRate()
    {
        using Trainer<float> trainer = Start(null);
        trainer.Fit(Samples.Classification(32), epochs: 1);
        trainer.Schedule = new StepDecay(1, 0.5);
        trainer.Fit(Samples.Classification(32), epochs: 3);
        Assert.Equal(0.0025, trainer.Optimizer.LearningRate, 1e-12);
    }

    [Fact]
    public void Resume_CheckpointOfARunThatNeverBegan_StartsTheSchedule()
    {
        string path = _folder.File("fresh");
        using Trainer<float> first = Start(new StepDecay(1, 0.5));
        first.SaveCheckpoint(path);
        using Trainer<float> second = Start(new StepDecay(1, 0.5));
        second.Resume(path);
        second.Fit(Samples.Classification(32), epochs: 2);
        Assert.Equal(0.0025, second.Optimizer.LearningRate, 1e-12);
    }

    [Fact]
    public void Resume_ScheduleOfAnotherShape_ChangesNothing()
    {
        string path = _folder.File("warm");
        using Trainer<float> first = Start(new WarmUp(2, new CosineAnnealing(9) { Unit = ScheduleUnit.Step }));
        first.Fit(Samples.Classification(32), epochs: 1);
        first.SaveCheckpoint(path);
        using Trainer<float> second = Start(new WarmUp(2));
        float[] before = second.Model.Parameters.Flat.ToArray();
        Assert.Throws<CheckpointException>(() => second.Resume(path));
        Assert.Equal(before, second.Model.Parameters.Flat.ToArray());
        Assert.Equal(0, second.StepCount);
        Assert.Equal(0, second.TrainingStep.State.Step);
    }

    [Fact]
    public void Resume_MetricThatDoesNotFit_ChangesNothing()
    {
        string path = _folder.File("metrics");
        using Trainer<float> first = Start(new StepDecay(1, 0.5));
        first.Metrics.Add(new Odd(3));
        first.Fit(Samples.Classification(32), epochs: 1);
        first.SaveCheckpoint(path);
        using Trainer<float> second = Start(new StepDecay(1, 0.5));
        second.Metrics.Add(new Odd(2));
        float[] before = second.Model.Parameters.Flat.ToArray();
        Assert.Throws<CheckpointException>(() => second.Resume(path));
        Assert.Equal(before, second.Model.Parameters.Flat.ToArray());
        Assert.Equal(0, second.Schedule!.Position);
    }

    [Fact]
    public void Fit_PlateauOfSteps_WatchesTheLoss()
    {
        using Trainer<float> trainer = Start(new ReduceOnPlateau { Unit = ScheduleUnit.Step });
        trainer.Metrics.Add(new Accuracy());
        trainer.Monitor = "accuracy";
        trainer.Fit(Samples.Classification(16));
        trainer.Schedule = new ReduceOnPlateau { Unit = ScheduleUnit.Step, Maximise = true };
        Assert.Throws<ArgumentException>(() => trainer.Fit(Samples.Classification(16), epochs: 2));
    }

    [Fact]
    public void Fit_PlateauBehindAWarmUp_WatchesTheWrongWayIsRefused()
    {
        using Trainer<float> trainer = Start(new WarmUp(1, new ReduceOnPlateau()));
        trainer.Metrics.Add(new Accuracy());
        trainer.Monitor = "accuracy";
        Assert.Throws<ArgumentException>(() => trainer.Fit(Samples.Classification(16)));
    }

    private static Trainer<float> Start(LearningRateSchedule? schedule) =>
        new(new Classifier(1), new Adam(1e-2)) { Schedule = schedule };

    private sealed class Odd(int numbers) : Metric
    {
        public override string Name => "odd";

        public override bool LargerIsBetter => true;

        public override double Value => 0;

        public override void Reset()
        {
        }

        public override void Add(in MetricItem item)
        {
        }

        protected internal override double[] Save() => new double[numbers];

        protected internal override void Restore(ReadOnlySpan<double> state)
        {
            if (state.Length != numbers)
                throw new ArgumentException($"{state.Length} numbers.", nameof(state));
        }
    }
}
