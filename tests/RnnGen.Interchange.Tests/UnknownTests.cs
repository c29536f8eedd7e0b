namespace RnnGen.Interchange.Tests;

/// <summary>What a file does not say is not claimed, and unknown layers are skipped where that is asked.</summary>
public sealed partial class UnknownTests
{
    [Fact]
    public void Convert_OfAnActivationThatNothingSays_WritesNone()
    {
        using var folder = new TemporaryFolder();
        string torch = folder.File("t.safetensors"), own = folder.File("own.safetensors");
        string again = folder.File("again.safetensors");
        var source = new Models.ReluRnn(seed: 1);
        source.Export(torch, WeightSystem.PyTorch);
        ExportReport report = WeightInterchange.Convert(torch, WeightSystem.PyTorch, own, WeightSystem.RnnGen);
        Assert.Contains(report.Notes, static note => note.Contains("does not say its activation"));
        WeightInterchange.Convert(own, WeightSystem.RnnGen, again, WeightSystem.RnnGen);
        foreach (string path in (string[])[own, again])
        {
            using (SafetensorsFile file = SafetensorsFile.Open(path))
                Assert.DoesNotContain("activation", file.Metadata["rnngen.layers"], StringComparison.Ordinal);
            var model = new Models.ReluRnn(seed: 2);
            model.Load(path);
            new RenamedLayerTests.TanhRnn(seed: 3).Import(path, WeightSystem.RnnGen);
        }

        report = WeightInterchange.Convert(again, WeightSystem.RnnGen, torch, WeightSystem.PyTorch);
        Assert.Contains(report.Notes, static note => note.Contains("does not say its activation; PyTorch's default"));
    }

    /// <summary>A matrix without a bias may be a table: that nothing says it is no reason to refuse it.</summary>
    [Fact]
    public void Convert_OfATableTakenForAMatrix_LoadsIntoAnEmbedding()
    {
        using var folder = new TemporaryFolder();
        string torch = folder.File("t.npz"), own = folder.File("own.safetensors");
        var source = new Words(seed: 1);
        source.Export(torch, WeightSystem.PyTorch);
        ExportReport report = WeightInterchange.Convert(torch, WeightSystem.PyTorch, own, WeightSystem.RnnGen);
        Assert.Contains(report.Notes, static note => note.StartsWith("words: a dense layer without bias"));
        var model = new Words(seed: 2);
        model.Load(own);
        Assert.Equal(source.Parameters["words.weight"].ToArray(), model.Parameters["words.weight"].ToArray());
    }

    /// <summary>Residual sums, directions, epsilons and activations are no arrays of the other system.</summary>
    [Theory]
    [InlineData(typeof(Models.Optioned), WeightSystem.Keras)]
    [InlineData(typeof(Models.Optioned), WeightSystem.Brainstate)]
    [InlineData(typeof(Models.Merged), WeightSystem.Keras)]
    [InlineData(typeof(Models.Merged), WeightSystem.PyTorch)]
    public void Convert_OfWhatTheDeclarationSays_LoadsIntoIt(Type type, WeightSystem system)
    {
        using var folder = new TemporaryFolder();
        string foreign = folder.File("f.npz"), own = folder.File("own.safetensors");
        var source = (Model<float>)Activator.CreateInstance(type, 1UL)!;
        source.Export(foreign, system);
        var options = new ConversionOptions();
        if (system == WeightSystem.Brainstate)
        {
            options = options with
            {
                Cells = new Dictionary<string, WeightCell> { ["rnn"] = WeightCell.Rnn, ["rnn_1"] = WeightCell.Rnn },
            };
        }

        WeightInterchange.Convert(foreign, system, own, WeightSystem.RnnGen, options);
        using SafetensorsFile file = SafetensorsFile.Open(own);
        Assert.Contains("\"declared\":false", file.Metadata["rnngen.layers"], StringComparison.Ordinal);
        var model = (Model<float>)Activator.CreateInstance(type, 2UL)!;
        if (type == typeof(Models.Optioned))
            return;     // its stack is two layers in the other system's file
        model.Load(own);
        model.Import(own, WeightSystem.RnnGen);
    }

    [Theory]
    [InlineData(WeightSystem.PyTorch, "conv.weight 8 3 5", "conv.bias 8")]
    [InlineData(WeightSystem.PyTorch, "act.weight 1", null)]
    [InlineData(WeightSystem.PyTorch, "ln.weight 4", null)]
    [InlineData(WeightSystem.PyTorch, "x.weight 4 0", null)]
    [InlineData(WeightSystem.Onnx, "conv.weight 8 3 5", "conv.bias 8")]
    [InlineData(WeightSystem.Keras, "conv1d/kernel 5 3 8", "conv1d/bias 8")]
    [InlineData(WeightSystem.Keras, "mha/query/kernel 4 2 2", "mha/query/bias 2 2")]
    [InlineData(WeightSystem.Keras, "conv_lstm2d/kernel 3 3 2 16", "conv_lstm2d/recurrent_kernel 3 3 4 16")]
    [InlineData(WeightSystem.Keras, "layer_normalization/gamma 4", null)]
    [InlineData(WeightSystem.Flax, "conv/kernel 5 3 8", "conv/bias 8")]
    [InlineData(WeightSystem.Flax, "norm/scale 4", null)]
    [InlineData(WeightSystem.Brainstate, "conv/weight 5 3 8", null)]
    public void Convert_OfAnUnknownLayer_IsRefusedOrSkipped(WeightSystem from, string first, string? second)
    {
        using var folder = new TemporaryFolder();
        string known = folder.File("known.safetensors"), path = folder.File("m.safetensors");
        string converted = folder.File("c.npz"), expected = folder.File("e.npz");
        var model = new OtherModelTests.Plain(seed: 1);
        model.Export(known, from);
        using (SafetensorsFile file = SafetensorsFile.Open(known))
        {
            WeightFile.Write(path, [.. file.Tensors, .. ((string?[])[first, second]).OfType<string>().Select(Zeros)]);
        }

        var options = new ConversionOptions
        {
            Cells = from == WeightSystem.Brainstate
                ? new Dictionary<string, WeightCell> { ["lstm"] = WeightCell.Lstm }
                : new Dictionary<string, WeightCell>(),
        };
        var error = Assert.Throws<CheckpointException>(
            () => WeightInterchange.Convert(path, from, converted, WeightSystem.Onnx, options));
        Assert.Equal(first.Split(' ')[0], error.Tensor);
        Assert.Contains("belongs to no layer that is known", error.Message, StringComparison.Ordinal);
        Assert.Contains("--skip-unknown", error.Message, StringComparison.Ordinal);
        ExportReport report = WeightInterchange.Convert(
            path, from, converted, WeightSystem.Onnx, options with { SkipsUnknown = true });
        Assert.Contains(report.Notes, note => note.StartsWith($"left out: {first.Split(' ')[0]}"));
        WeightInterchange.Convert(known, from, expected, WeightSystem.Onnx, options);
        WeightTests.AssertSame(expected, converted, 0);
    }

    [RnnModel]
    [Embedding(5, 4, Name = "words")]
    [Lstm(4)]
    public sealed partial class Words;

    private static SafetensorsTensor Zeros(string text)
    {
        string[] parts = text.Split(' ');
        long[] shape = [.. parts.Skip(1).Select(long.Parse)];
        return SafetensorsTensor.From<float>(parts[0], shape, new float[shape.Aggregate(1L, (a, b) => a * b)]);
    }
}
