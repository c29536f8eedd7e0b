namespace RnnGen.Interchange.Tests;

/// <summary>Reports and errors name what they are about.</summary>
public sealed partial class ReportTests
{
    private static readonly Dictionary<string, string> s_misspelt = new() { ["lstn."] = "q." };

    /// <summary>A double that a float model would have as an infinity.</summary>
    [Fact]
    public void Load_OfANumberBeyondTheModelsType_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        var source = new DoublePlain(seed: 1);
        foreach (string name in (string[])["lstm.weight_hh_l0", "lstm.bias_ih_l0", "dense.bias"])
        {
            double[] before = source.Parameters.Flat.ToArray();
            source.Parameters[name][1] = -1e300;
            source.Save(path);
            var model = new OtherModelTests.Plain(seed: 2);
            foreach (Action load in (Action[])[() => model.Load(path), () => model.Import(path, WeightSystem.RnnGen)])
            {
                var error = Assert.Throws<CheckpointException>(load);
                Assert.Equal(name, error.Tensor);
                Assert.Contains("-1E+300 at 1 is beyond the model's Single", error.Message, StringComparison.Ordinal);
            }

            before.CopyTo(source.Parameters.Flat);
        }

        source.Save(path);
        new OtherModelTests.Plain(seed: 2).Load(path);
        new DoublePlain(seed: 2).Load(path);
    }

    [Fact]
    public void Import_OfPartOfAModel_SaysWhichArrayALayerLacks()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors"), keras = folder.File("k.npz");
        var model = new OtherModelTests.Plain(seed: 1);
        var partial = new LoadOptions { Partial = true };
        new OtherModelTests.Plain(seed: 2).Save(path);
        LoadReport report = model.Import(path, WeightSystem.PyTorch, partial);
        Assert.Contains(
            "lstm.weight_ih_l0: its layer needs 'lstm.bias_hh_l0': the file has no such array, of shape [16].",
            report.Skipped);
        Assert.Empty(report.Unused);
        new Wider(seed: 2).Export(keras, WeightSystem.Keras);
        report = model.Import(keras, WeightSystem.Keras, partial);
        Assert.Contains(
            "dense.bias: its layer needs 'dense/kernel': expected [4, 2], the file has [4, 3].", report.Skipped);
        Assert.Equal(["more/kernel", "more/bias"], report.Unused);
        var error = Assert.Throws<CheckpointException>(() => model.Import(keras, WeightSystem.Keras));
        Assert.Contains("Only the file has 'more/kernel', 'more/bias'.", error.Message, StringComparison.Ordinal);
        new Wider(seed: 2).Save(path);
        error = Assert.Throws<CheckpointException>(() => model.Load(path));
        Assert.Contains("Only the file has 'more.weight', 'more.bias'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_OfAGruToItsOwnFormat_AddsNothingUp()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        var gru = new Models.PlainGru(seed: 1);
        gru.Parameters.Flat.Fill(0.5f);
        gru.Parameters.Commit();
        Assert.Empty(gru.Export(path, WeightSystem.RnnGen).Notes);
        var both = new Models.TwoBiasGru(seed: 1);
        both.Parameters.Flat.Fill(0.5f);
        both.Parameters.Commit();
        Assert.Contains("gru: both biases of a gate are added up", both.Export(path, WeightSystem.Flax).Notes);
    }

    [Fact]
    public void Names_ThatNothingHas_AreRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors"), other = folder.File("o.npz");
        var model = new OtherModelTests.Plain(seed: 1);
        model.Save(path);
        foreach (bool partial in (bool[])[false, true])
        {
            var options = new LoadOptions { Names = s_misspelt, Partial = partial };
            AssertMisspelt(() => model.Load(path, options));
            AssertMisspelt(() => model.Import(path, WeightSystem.RnnGen, options));
        }

        AssertMisspelt(() => model.Export(other, WeightSystem.PyTorch, s_misspelt));
        AssertMisspelt(() => WeightInterchange.Convert(
            path, WeightSystem.RnnGen, other, WeightSystem.PyTorch, new ConversionOptions { Names = s_misspelt }));
        Assert.False(File.Exists(other));
        var whole = new Dictionary<string, string> { ["lstm"] = "q" };
        var error = Assert.Throws<ArgumentException>(() => model.Load(path, new LoadOptions { Names = whole }));
        Assert.Contains("ends with . or /", error.Message, StringComparison.Ordinal);

        // a bias that only the file has may have any name
        model.Export(other, WeightSystem.PyTorch, new Dictionary<string, string> { ["lstm.bias_hh_l0"] = "b" });
        var names = new Dictionary<string, string> { ["lstm.bias_hh_l0"] = "b" };
        Assert.Empty(model.Import(other, WeightSystem.PyTorch, new LoadOptions { Names = names }).Unused);
    }

    [Fact]
    public void Convert_AnswerAboutGrus_IsRefusedWhereThereIsNone()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors"), other = folder.File("o.npz");
        new OtherModelTests.Plain(seed: 1).Save(path);
        var options = new ConversionOptions { Gru = GruVariant.ResetAfter };
        var error = Assert.Throws<ArgumentException>(
            () => WeightInterchange.Convert(path, WeightSystem.RnnGen, other, WeightSystem.Keras, options));
        Assert.Contains("--gru", error.Message, StringComparison.Ordinal);
        Assert.Contains("lstm, dense", error.Message, StringComparison.Ordinal);
    }

    private static void AssertMisspelt(Action action)
    {
        var error = Assert.Throws<ArgumentException>(action);
        Assert.Contains("'lstn.'", error.Message, StringComparison.Ordinal);
        Assert.Contains("lstm.weight_ih_l0", error.Message, StringComparison.Ordinal);
    }

    [RnnModel(Precision = Precision.Double)]
    [Input(3)]
    [Lstm(4)]
    [Dense(2)]
    public sealed partial class DoublePlain;

    [RnnModel]
    [Input(3)]
    [Lstm(4)]
    [Dense(3)]
    [Dense(2, Name = "more")]
    public sealed partial class Wider;
}
