namespace RnnGen.Training.Tests;

/// <summary>A folder that takes no checkpoints is named before anything is trained.</summary>
public sealed class CheckpointPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a file", "taken")]
    [InlineData("below a file", "taken/run")]
    [InlineData("no name", "")]
    public void Fit_FolderThatCannotBeMade_IsNamedBeforeTheFirstStep(string kind, string name)
    {
        File.WriteAllText(_folder.File("taken"), "text");
        string path = name.Length == 0 ? "" : _folder.File(name);
        var model = new Tagger(1);
        float[] before = model.Parameters.Flat.ToArray();
        using var trainer = new Trainer<float>(model, new Adam()) { Checkpoints = new CheckpointFolder(path) };
        var e = Assert.Throws<IOException>(() => trainer.Fit(Samples.Tagging(20)));
        Assert.StartsWith(
            $"Checkpoints cannot be written to the folder '{path}'; nothing was trained.", e.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        Assert.Equal(0, trainer.StepCount);
        Assert.Equal("text", File.ReadAllText(_folder.File("taken")));
        Assert.NotEmpty(kind);
    }

    [Fact]
    public void Fit_FolderThatCanBeMade_LeavesNothingButCheckpoints()
    {
        using var trainer = new Trainer<float>(new Tagger(1), new Adam())
        {
            Checkpoints = new CheckpointFolder(_folder.File("deep/er")),
            Callbacks = { new Watch(_folder.File("deep/er")) },
        };
        trainer.Fit(Samples.Tagging(20));
        Assert.Equal(
            ["best.safetensors", "last.safetensors"],
            Directory.GetFiles(_folder.File("deep/er")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Fit_OfARunThatIsOver_NeedsNoFolder()
    {
        using var trainer = new Trainer<float>(new Tagger(1), new Adam());
        trainer.Fit(Samples.Tagging(20), epochs: 2);
        trainer.Checkpoints = new CheckpointFolder(_folder.File("none"));
        TrainingHistory history = trainer.Fit(Samples.Tagging(20), epochs: 2);
        Assert.Equal(2, history.Epochs.Count);
        Assert.False(Directory.Exists(_folder.File("none")));
    }

    [Fact]
    public void Fit_SampleRefused_MakesNoFolder()
    {
        using var trainer = new Trainer<float>(new Tagger(1), new Adam())
        {
            Checkpoints = new CheckpointFolder(_folder.File("none")),
        };
        Assert.Throws<ArgumentException>(() => trainer.Fit((Sample<float>[])[Sample<float>.FromTokens(new[] { 99 })]));
        Assert.False(Directory.Exists(_folder.File("none")));
    }

    private sealed class Watch(string folder) : TrainingCallback
    {
        public override void OnStart(TrainingContext context) => Assert.Empty(Directory.GetFiles(folder));
    }
}
