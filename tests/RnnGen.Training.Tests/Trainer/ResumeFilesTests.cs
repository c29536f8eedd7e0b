using System.Text.RegularExpressions;

namespace RnnGen.Training.Tests;

/// <summary>Checkpoints that are links, folders, altered or another precision's.</summary>
public sealed class ResumeFilesTests : IDisposable
{
    private static readonly Sample<float>[] s_samples = Samples.Classification(40);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_LastIsALink_WritesWhatItLinksTo()
    {
        string run = _folder.File("run"), elsewhere = _folder.File("elsewhere");
        using (Trainer<float> first = Start(run))
            first.Fit(s_samples, epochs: 1);
        string last = new CheckpointFolder(run).LastPath;
        File.Move(last, elsewhere);
        File.CreateSymbolicLink(last, elsewhere);
        using (Trainer<float> second = Start(run))
        {
            Assert.True(second.Resume());
            second.Fit(s_samples, epochs: 2);
        }

        Assert.Equal(elsewhere, new FileInfo(last).LinkTarget);
        using Trainer<float> third = Start(run);
        Assert.True(third.Resume());
        Assert.Equal(2, third.EpochCount);
    }

    [Fact]
    public void Fit_CheckpointPathIsAFolder_IsAnIOExceptionAndTrainingGoesOn()
    {
        string run = _folder.File("run");
        using Trainer<float> trainer = Start(run);
        Directory.CreateDirectory(trainer.Checkpoints!.LastPath);
        Assert.ThrowsAny<IOException>(() => trainer.Fit(s_samples, epochs: 2));
        Assert.Equal(1, trainer.EpochCount);
        Assert.Empty(Directory.GetFiles(run, "*.tmp"));
        Directory.Delete(trainer.Checkpoints.LastPath);
        trainer.Fit(s_samples, epochs: 2);

        using Trainer<float> whole = Start(_folder.File("whole"));
        whole.Fit(s_samples, epochs: 2);
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), trainer.Model.Parameters.Flat.ToArray());
    }

    [Theory]
    [InlineData("\"epoch\":1", "\"epoch\":-1")]
    [InlineData("\"batch\":0", "\"batch\":-3")]
    [InlineData("\"step\":", "\"step\":-")]
    [InlineData("\"learning_rate\":\"0.01\"", "\"learning_rate\":\"NaN\"")]
    [InlineData("\"learning_rate\":\"0.01\"", "\"learning_rate\":null")]
    [InlineData("\"history\":[{", "\"history\":[{},{")]
    [InlineData("\"dropout_step\"", "\"dropout\"")]
    public void Resume_AlteredState_IsRefusedAndChangesNothing(string from, string to)
    {
        string path = _folder.File("checkpoint"), altered = _folder.File("altered");
        using (Trainer<float> first = Start(_folder.File("run")))
        {
            first.Fit(s_samples, epochs: 1);
            first.SaveCheckpoint(path);
        }

        SafetensorsFile file = SafetensorsFile.Read(path);
        var metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal);
        metadata.Remove("rnngen.sha256");
        metadata.Remove("rnngen.version");
        Assert.Contains(from, metadata["rnngen.training"], StringComparison.Ordinal);
        metadata["rnngen.training"] = metadata["rnngen.training"].Replace(from, to, StringComparison.Ordinal);
        SafetensorsFile.Write(altered, file.Tensors, metadata);

        using Trainer<float> second = Start(_folder.File("other"));
        float[] before = second.Model.Parameters.Flat.ToArray();
        Assert.Throws<CheckpointException>(() => second.Resume(altered));
        Assert.Equal(before, second.Model.Parameters.Flat.ToArray());
        Assert.Equal(0, second.StepCount);
        Assert.Equal(0.01, second.Optimizer.LearningRate);
    }

    // Losses were one number then.
    [Fact]
    public void Resume_OfACheckpointBeforeHeads_GoesOnBitForBit()
    {
        string path = _folder.File("checkpoint"), before = _folder.File("before");
        using (Trainer<float> first = Start(_folder.File("run")))
        {
            first.MaxSteps = 1;
            first.Fit(s_samples, epochs: 2);
            first.SaveCheckpoint(path);
        }

        SafetensorsFile file = SafetensorsFile.Read(path);
        var metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal);
        metadata.Remove("rnngen.sha256");
        metadata.Remove("rnngen.version");
        metadata["rnngen.training"] = Regex.Replace(
            metadata["rnngen.training"], "\"(loss_sum|denominator)s\":\\[(\"[^\"]*\")\\]", "\"$1\":$2");
        Assert.Matches("\"loss_sum\":\"[1-9]", metadata["rnngen.training"]);
        SafetensorsFile.Write(before, file.Tensors, metadata);

        using Trainer<float> whole = Start(_folder.File("whole")), second = Start(_folder.File("other"));
        second.Resume(before);
        Assert.Equal(1, second.StepCount);
        TrainingHistory expected = whole.Fit(s_samples, epochs: 2), actual = second.Fit(s_samples, epochs: 2);
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), second.Model.Parameters.Flat.ToArray());
        Assert.Equal(expected.Epochs[0].TrainingLoss, actual.Epochs[0].TrainingLoss);
    }

    [Fact]
    public void Resume_OfTheOtherPrecision_IsRefusedAndChangesNothing()
    {
        string path = _folder.File("double");
        using (var first = new Trainer<double>(new Regressor(1), new Adam()))
        {
            first.Fit(Samples.Regression(8));
            first.SaveCheckpoint(path);
        }

        var model = new FloatRegressor(2);
        float[] before = model.Parameters.Flat.ToArray();
        using var second = new Trainer<float>(model, new Adam()) { Seed = 1 };
        Assert.Throws<CheckpointException>(() => second.Resume(path));
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        model.Load(path);
    }

    [Fact]
    public void Resume_Twice_IsTheSameAsOnce()
    {
        string run = _folder.File("run");
        using (Trainer<float> first = Start(run))
            first.Fit(s_samples, epochs: 1);
        using Trainer<float> once = Start(run), twice = Start(run);
        once.Resume();
        once.Fit(s_samples, epochs: 3);
        twice.Resume(once.Checkpoints!.LastPath);
        twice.Resume(once.Checkpoints.LastPath);
        twice.Fit(s_samples, epochs: 3);
        Assert.Equal(once.Model.Parameters.Flat.ToArray(), twice.Model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Resume_CancelledInValidation_ValidatesAgain()
    {
        Sample<float>[] validation = Samples.Classification(64, seed: 9);
        using Trainer<float> whole = Start(_folder.File("whole"));
        whole.Metrics.Add(new Accuracy());
        TrainingHistory expected = whole.Fit(s_samples, validation, epochs: 2);

        using var source = new CancellationTokenSource();
        using Trainer<float> first = Start(_folder.File("run"));
        first.Metrics.Add(new Accuracy());
        Dataset<float> cancelling = Dataset.Stream(validation.Select((s, i) =>
        {
            if (i == 63)
                source.Cancel();
            return s;
        }));
        Assert.Throws<OperationCanceledException>(() => first.Fit(s_samples, cancelling, 2, source.Token));
        Assert.Equal(0, first.EpochCount);

        using Trainer<float> second = Start(_folder.File("run"));
        second.Metrics.Add(new Accuracy());
        Assert.True(second.Resume());
        TrainingHistory actual = second.Fit(s_samples, validation, epochs: 2);
        Assert.Equal(expected.Epochs.Select(Numbers), actual.Epochs.Select(Numbers));

        static object Numbers(EpochResult e) => (e.TrainingLoss, e.ValidationLoss, e.Metrics["accuracy"], e.Step);
    }

    [Fact]
    public void Fit_OtherSettingsInTheMiddleOfAnEpoch_IsRefused()
    {
        using Trainer<float> trainer = Start(_folder.File("run"));
        trainer.MaxSteps = 2;
        trainer.Fit(s_samples, epochs: 2);
        trainer.MaxSteps = null;
        trainer.BatchSize = 16;
        var e = Assert.Throws<ArgumentException>(() => trainer.Fit(s_samples, epochs: 2));
        Assert.Contains("batch size", e.Message);
        trainer.BatchSize = 8;
        trainer.Fit(s_samples, epochs: 1);
        trainer.BatchSize = 16;
        trainer.Fit(s_samples, epochs: 2);
        Assert.Equal(5 + 3, trainer.StepCount);
    }

    [Fact]
    public void Resume_CustomTokenizer_IsKept()
    {
        string run = _folder.File("run");
        Vocabulary vocabulary = Vocabulary.FromTokens(["a", "b", "c"])
            .WithTokenizer(Tokenizer.Custom(static text => text.Select(static c => c.ToString())));
        using (Trainer<float> first = Start(run))
        {
            first.Model.Vocabulary = vocabulary;
            first.Fit(s_samples);
        }

        using Trainer<float> second = Start(run);
        second.Model.Vocabulary = vocabulary;
        second.Resume();
        Assert.Equal([1, 0], second.Model.Vocabulary!.Encode("ba"));
    }

    private static Trainer<float> Start(string folder) => new(new Classifier(3), new Adam(1e-2))
    {
        BatchSize = 8,
        Checkpoints = new CheckpointFolder(folder),
    };
}
