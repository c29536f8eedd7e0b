namespace RnnGen.Interchange.Tests;

/// <summary>What a saved model has beside its weights is kept where there is a place for it, or noted.</summary>
public sealed class AssetTests
{
    private const string LeftOut =
        "left out: rnngen.classes, rnngen.note.data, rnngen.vocabulary, for which there is no place";

    [Fact]
    public void Convert_ToRnnGen_KeepsAssets()
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), own = folder.File("o.safetensors");
        Models.TokenGru model = Save(saved);
        ExportReport report = WeightInterchange.Convert(saved, WeightSystem.RnnGen, own, WeightSystem.RnnGen);
        Assert.DoesNotContain(report.Notes, static note => note.Contains("left out", StringComparison.Ordinal));
        var other = new Models.TokenGru(seed: 2);
        other.Load(own);
        Assert.Equal(model.Vocabulary!.ToJson(), other.Vocabulary!.ToJson());
        Assert.Equal(["yes", "no"], other.ClassNames);
        Assert.Equal("station 7", other.Notes["data"]);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
    }

    [Theory]
    [InlineData(WeightSystem.Keras, "o.safetensors")]
    [InlineData(WeightSystem.PyTorch, "o.safetensors")]
    [InlineData(WeightSystem.RnnGen, "o.npz")]
    public void Convert_ToOthers_SaysWhatIsLeftOut(WeightSystem to, string name)
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), path = folder.File(name);
        Save(saved);
        ExportReport report = WeightInterchange.Convert(saved, WeightSystem.RnnGen, path, to);
        Assert.Contains(LeftOut, report.Notes);
        using SafetensorsFile file = WeightFile.Open(path);
        Assert.DoesNotContain(file.Metadata.Keys, static key => key.StartsWith("rnngen.v", StringComparison.Ordinal));
    }

    /// <summary>Its metadata would be half of it.</summary>
    [Fact]
    public void Convert_StateOfATrainer_IsLeftOutAsAWhole()
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), own = folder.File("o.safetensors");
        Save(saved);
        using (var file = SafetensorsFile.Read(saved))
        {
            var metadata = new Dictionary<string, string>(file.Metadata) { ["rnngen.training"] = "{}" };
            metadata.Remove("rnngen.sha256");
            metadata.Remove("rnngen.version");
            WeightFile.Write(
                saved,
                [.. file.Tensors, SafetensorsTensor.From<float>("rnngen.optimizer_buffers", [1], [1])],
                metadata);
        }

        ExportReport report = WeightInterchange.Convert(saved, WeightSystem.RnnGen, own, WeightSystem.RnnGen);
        Assert.Contains(
            "left out: rnngen.optimizer_buffers, rnngen.training, for which there is no place", report.Notes);
        using SafetensorsFile written = WeightFile.Open(own);
        Assert.False(written.Metadata.ContainsKey("rnngen.training"));
        Assert.True(written.Metadata.ContainsKey("rnngen.vocabulary"));
    }

    private static Models.TokenGru Save(string path)
    {
        var model = new Models.TokenGru(seed: 1)
        {
            Vocabulary = Vocabulary.Build(["what a day", "oh no"], Tokenizer.Words()),
            ClassNames = ["yes", "no"],
        };
        model.Notes["data"] = "station 7";
        model.Save(path);
        return model;
    }
}
