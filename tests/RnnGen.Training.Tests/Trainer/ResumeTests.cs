namespace RnnGen.Training.Tests;

public sealed class ResumeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-resume").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Kinds => ["plain", "accumulated", "stream", "metrics", "lazy", "unshuffled"];

    /// <summary>Interrupted after each step in turn, by cancellation, and gone on with in a new trainer.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Resume_AfterAnyStep_GivesTheBitsOfTheWholeRun(string kind)
    {
        Run whole = Start(kind, "whole");
        TrainingHistory expected = whole.Fit(CancellationToken.None);
        float[] parameters = whole.Model.Parameters.Flat.ToArray();

        int interruptions = 0;
        for (long stopAt = 1; ; stopAt++)
        {
            using var source = new CancellationTokenSource();
            Run first = Start(kind, $"stop{stopAt}");
            first.Trainer.Callbacks.Add(new CancelAt(stopAt, source));
            try
            {
                first.Fit(source.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                interruptions++;
            }

            Run second = Start(kind, $"stop{stopAt}");
            Assert.True(second.Trainer.Resume());
            Assert.Equal(stopAt, second.Trainer.StepCount);
            TrainingHistory actual = second.Fit(CancellationToken.None);
            Assert.Equal(parameters, second.Model.Parameters.Flat.ToArray());
            Assert.Equal(expected.Epochs.Select(Numbers), actual.Epochs.Select(Numbers));
            Assert.Equal(expected.BestEpoch, actual.BestEpoch);
        }

        Assert.True(interruptions >= 8);
    }

    [Fact]
    public void Resume_WithoutACheckpoint_SaysSo()
    {
        Run run = Start("plain", "none");
        Assert.False(run.Trainer.Resume());
    }

    [Fact]
    public void Resume_AnotherBatchSize_IsRefusedAndChangesNothing()
    {
        Run first = Start("plain", "settings");
        first.Fit(CancellationToken.None);
        Run second = Start("plain", "settings");
        second.Trainer.BatchSize = 7;
        float[] before = second.Model.Parameters.Flat.ToArray();

        var e = Assert.Throws<CheckpointException>(() => second.Trainer.Resume());
        Assert.Contains("batch size is '16', this trainer's is '7'", e.Message);
        Assert.Equal(before, second.Model.Parameters.Flat.ToArray());
        Assert.Equal(0, second.Trainer.StepCount);
    }

    [Fact]
    public void Resume_ModelFile_IsRefused()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        Run run = Start("plain", "model");
        run.Model.Save(path);
        var e = Assert.Throws<CheckpointException>(() => run.Trainer.Resume(path));
        Assert.Contains("no training run", e.Message);
    }

    [Fact]
    public void Load_Checkpoint_IsAModelFile()
    {
        Run run = Start("plain", "load");
        run.Fit(CancellationToken.None);
        var model = new Classifier(99);
        model.Load(run.Trainer.Checkpoints!.LastPath);
        Assert.Equal(run.Trainer.LastParameters ?? run.Model.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
    }

    private static object Numbers(EpochResult result) =>
        (result.Epoch, result.Step, result.TrainingLoss, result.ValidationLoss, result.LearningRate,
            string.Join(",", result.Metrics.Select(pair => $"{pair.Key}={pair.Value:R}")));

    private Run Start(string kind, string folder)
    {
        Sample<float>[] samples = Samples.Classification(60);
        Sample<float>[] validation = Samples.Classification(20, seed: 9);
        var model = new Classifier(seed: 3);
        Optimizer optimizer = kind == "lazy" ? new LazyAdam(1e-2) : new Adam(1e-2);
        var trainer = new Trainer<float>(model, optimizer)
        {
            BatchSize = kind == "accumulated" ? 8 : 16,
            AccumulationSteps = kind == "accumulated" ? 2 : 1,
            Shuffle = kind != "unshuffled",
            ClipNorm = 1,
            Schedule = kind == "stream"
                ? new ReduceOnPlateau(0.5, patience: 0)
                : new WarmUp(3, new CosineAnnealing(12) { Unit = ScheduleUnit.Step }),
            EarlyStopping = new EarlyStopping(2),
            Checkpoints = new CheckpointFolder(Path.Combine(_folder, folder)),
        };
        if (kind == "metrics")
            trainer.Metrics.Add(new Accuracy());
        trainer.Freeze("embedding.*");
        Dataset<float> data = kind == "stream" ? Dataset.Stream(samples, 10) : samples;
        return new Run(model, trainer, data, kind == "metrics" ? null : (Dataset<float>)validation);
    }

    private sealed record Run(Classifier Model, Trainer<float> Trainer, Dataset<float> Data, Dataset<float>? Validation)
    {
        public TrainingHistory Fit(CancellationToken cancellation) =>
            Trainer.Fit(Data, Validation, epochs: 3, cancellation);
    }

    private sealed class CancelAt(long step, CancellationTokenSource source) : TrainingCallback
    {
        public override void OnStep(TrainingContext context)
        {
            if (context.Step == step)
                source.Cancel();
        }
    }
}
