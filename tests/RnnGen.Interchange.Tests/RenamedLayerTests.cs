using RnnGen.Symbolic;

namespace RnnGen.Interchange.Tests;

/// <summary>What a file says of its layers is by the names that they have there.</summary>
public sealed partial class RenamedLayerTests
{
    private static readonly Dictionary<string, string> s_swapped = new() { ["a."] = "b.", ["b."] = "a." };

    [Fact]
    public void Export_WithNamesSwapped_SaysTheCellsBesideTheirNumbers()
    {
        using var folder = new TemporaryFolder();
        string own = folder.File("own.safetensors"), keras = folder.File("k.npz"), expected = folder.File("e.npz");
        var model = new TwoKinds(seed: 3);
        model.Export(own, WeightSystem.RnnGen, s_swapped);
        ExportReport report = WeightInterchange.Convert(own, WeightSystem.RnnGen, keras, WeightSystem.Keras);
        model.Export(expected, WeightSystem.Keras, new Dictionary<string, string> { ["a/"] = "b/", ["b/"] = "a/" });
        WeightTests.AssertSame(expected, keras, 0);
        Assert.Contains(report.Notes, static note => note.StartsWith("b: ") && note.Contains("reset_after=False"));
        var other = new TwoKinds(seed: 4);
        other.Load(own, new LoadOptions { Names = s_swapped });
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
        float[] before = other.Parameters.Flat.ToArray();
        var error = Assert.Throws<CheckpointException>(() => other.Load(own));
        Assert.Contains("GruResetBefore", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, other.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Export_ThatGivesALayersArraysToTwo_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string own = folder.File("own.safetensors");
        var names = new Dictionary<string, string> { ["a.weight_ih_l0"] = "c.weight_ih_l0" };
        var error = Assert.Throws<ArgumentException>(
            () => new TwoKinds(seed: 3).Export(own, WeightSystem.RnnGen, names));
        Assert.Contains("The arrays of 'a' would be those of two layers", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(own));
    }

    /// <summary>A graph names the method, and the table has the layer's name.</summary>
    [Theory]
    [InlineData(WeightSystem.PyTorch)]
    [InlineData(WeightSystem.Keras)]
    public void Tied_ToAMethodOfAnotherName_IsItsLayersTable(WeightSystem system)
    {
        using var folder = new TemporaryFolder();
        string own = folder.File("own.safetensors"), converted = folder.File("c.npz"), exported = folder.File("e.npz");
        var model = new TiedGraph(seed: 3);
        model.Save(own);
        model.Export(exported, system);
        WeightInterchange.Convert(own, WeightSystem.RnnGen, converted, system);
        WeightTests.AssertSame(exported, converted, 0);
        var other = new TiedGraph(seed: 4);
        other.Import(exported, system);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Load_OfAnotherActivation_IsRefusedAndSaidWhereItIsAskedFor()
    {
        using var folder = new TemporaryFolder();
        string own = folder.File("own.safetensors");
        new Models.ReluRnn(seed: 3).Save(own);
        var model = new TanhRnn(seed: 4);
        float[] before = model.Parameters.Flat.ToArray();
        foreach (Action load in new Action[] { () => model.Load(own), () => model.Import(own, WeightSystem.PyTorch) })
        {
            var error = Assert.Throws<CheckpointException>(load);
            Assert.Contains("has Activation = Relu, the model's 'rnn' has", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, model.Parameters.Flat.ToArray());
        }

        LoadReport report = model.Load(own, new LoadOptions { Partial = true });
        Assert.Contains(report.Converted, static line => line.Contains("taken all the same", StringComparison.Ordinal));
    }

    /// <summary>What a file says is no reason to take memory, whatever it says.</summary>
    [Theory]
    [InlineData("{\"version\":1,\"layers\":[],\"x\":[", "0,", "0]}")]
    [InlineData("{\"version\":1,\"layers\":[", "{\"name\":\"\",\"kind\":\"Dense\"},", "{}]}")]
    public void Load_OfLargeMetadata_TakesNoMoreThanTheFileTimesFour(string begin, string part, string end)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("own.safetensors");
        var model = new TanhRnn(seed: 4);
        string text = begin + string.Concat(Enumerable.Repeat(part, 12_000_000 / part.Length)) + end;
        SafetensorsFile.Write(
            path,
            [.. model.Parameters.Infos.Select(info => SafetensorsTensor.From<float>(
                info.Name, info.Columns > 0 ? [info.Rows, info.Columns] : [info.Rows], model.Parameters[info.Name]))],
            new Dictionary<string, string> { [LayerFile.Key] = text });
        text = "";
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Load(path);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before, size = new FileInfo(path).Length;
        Assert.True(taken <= 4 * size, $"{taken} bytes for a file of {size}");
    }

    [RnnModel]
    [Input(4)]
    [Gru(4, Variant = GruVariant.ResetBefore, Biases = 2, Name = "a")]
    [Gru(4, Biases = 2, Name = "b")]
    public sealed partial class TwoKinds;

    [RnnModel]
    [Input(3)]
    [SimpleRnn(4, Biases = 2)]
    public sealed partial class TanhRnn;

    [RnnModel]
    public sealed partial class TiedGraph
    {
        [Embedding(11, 4, Name = "words")] private static partial Seq Embed(Tokens words);
        [Gru(4)] private static partial Recurrence Encode(Seq x);
        [Dense(11, Bias = false, TiedTo = nameof(Embed))] private static partial Seq Emit(Seq h);

        [Forward, CrossEntropy]
        private static Seq Scores(Tokens words) => Emit(Encode(Embed(words)).Outputs);
    }
}
