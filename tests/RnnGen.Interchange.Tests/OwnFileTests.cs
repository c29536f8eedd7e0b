using RnnGen.Tool;

namespace RnnGen.Interchange.Tests;

/// <summary>Files that RnnGen saved, converted without their model: by what they say, never by a guess.</summary>
public sealed class OwnFileTests
{
    [Theory]
    [InlineData(typeof(Models.ResetBefore), WeightSystem.Keras)]
    [InlineData(typeof(Models.ResetBefore), WeightSystem.Onnx)]
    [InlineData(typeof(Models.ResetBefore), WeightSystem.Brainstate)]
    [InlineData(typeof(Models.TwoBiasResetBefore), WeightSystem.Keras)]
    [InlineData(typeof(Models.Textbook), WeightSystem.Onnx)]
    [InlineData(typeof(Models.PlainGru), WeightSystem.PyTorch)]
    [InlineData(typeof(Models.GruStack), WeightSystem.Flax)]
    [InlineData(typeof(Models.Peephole), WeightSystem.Onnx)]
    [InlineData(typeof(Models.Projected), WeightSystem.PyTorch)]
    [InlineData(typeof(Models.ReluRnn), WeightSystem.PyTorch)]
    [InlineData(typeof(Models.PlainRnn), WeightSystem.Brainstate)]
    [InlineData(typeof(Models.Tagger), WeightSystem.Keras)]
    [InlineData(typeof(Models.TwoBiasLstm), WeightSystem.RnnGen)]
    public void Convert_SavedModel_IsWhatTheModelExports(Type type, WeightSystem system)
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), converted = folder.File("c.npz"), exported = folder.File("e.npz");
        Model<float> model = Make(type);
        model.Save(saved);
        ExportReport expected = model.Export(exported, system);
        ExportReport report = WeightInterchange.Convert(saved, WeightSystem.RnnGen, converted, system);
        WeightTests.AssertSame(exported, converted, 0);
        Assert.Equal(expected.Written.Order(), report.Written.Order());
        Assert.Equal(expected.Notes.Order(), report.Notes.Order());
    }

    /// <summary>A GRU that resets before the product has the tensors of one that resets after it.</summary>
    [Fact]
    public void Convert_ResetBeforeWithTwoBiases_IsNotTakenForPyTorchs()
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), converted = folder.File("c.npz");
        new Models.TwoBiasResetBefore(seed: 2).Save(saved);
        var refused = Assert.Throws<NotSupportedException>(
            () => WeightInterchange.Convert(saved, WeightSystem.RnnGen, converted, WeightSystem.PyTorch));
        Assert.Contains("a GRU that resets before the product", refused.Message, StringComparison.Ordinal);
        var other = Assert.Throws<CheckpointException>(
            () => WeightInterchange.Convert(saved, WeightSystem.PyTorch, converted, WeightSystem.Keras));
        Assert.Contains("--from rnngen", other.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(converted));
    }

    [Theory]
    [InlineData(typeof(Models.OwnCell), "fourgates: ", "RnnGen.Interchange.Tests.FourGates")]
    [InlineData(typeof(Models.Coupled), "lstm: ", "RnnGen.Cells.LstmCoupledCell")]
    public void Convert_CellThatNobodyElseHas_IsRefusedByName(Type type, string layer, string cell)
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), converted = folder.File("c.npz");
        Make(type).Save(saved);
        var error = Assert.Throws<NotSupportedException>(
            () => WeightInterchange.Convert(saved, WeightSystem.RnnGen, converted, WeightSystem.PyTorch));
        Assert.Contains(cell, error.Message, StringComparison.Ordinal);
        Assert.Contains(layer, error.Message, StringComparison.Ordinal);
        ExportReport rest = WeightInterchange.Convert(
            saved, WeightSystem.RnnGen, converted, WeightSystem.PyTorch, new ConversionOptions { SkipsUnknown = true });
        Assert.Empty(rest.Written);
        Assert.Contains(rest.Notes, note => note.Contains("left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(typeof(Models.ResetBefore), "'gru.weight_hh_l0'", "--gru", "reset-before")]
    [InlineData(typeof(Models.TwoBiasResetBefore), "or gru-textbook", "--cell", "gru=gru-reset-before")]
    [InlineData(typeof(Models.PlainGru), "gru=gru-reset-after", "--gru", "reset-after")]
    [InlineData(typeof(Models.TwoBiasLstm), "'lstm.weight_hh_l0'", "--cell", "lstm=lstm")]
    [InlineData(typeof(Models.Peephole), "--cell lstm=lstm", "--cell", "lstm=lstm")]
    [InlineData(typeof(Models.ReluRnn), "--cell rnn=rnn", "--cell", "rnn=rnn")]
    public void Convert_FileWithoutMetadata_AsksAndTakesTheAnswer(
        Type type, string asked, string option, string answer)
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), old = folder.File("old.safetensors");
        string converted = folder.File("c.npz"), exported = folder.File("e.npz");
        Model<float> model = Make(type);
        model.Save(saved);
        WithoutMetadata(saved, old);
        model.Export(exported, WeightSystem.Onnx);
        string[] command = ["convert", old, converted, "--from", "rnngen", "--to", "onnx"];
        (int status, string error) = Run(command);
        Assert.Equal(2, status);
        Assert.Contains(asked, error, StringComparison.Ordinal);
        Assert.Equal((0, ""), Run([.. command, option, answer]));
        WeightTests.AssertSame(exported, converted, 0);

        // the numbers are read as ever
        Model<float> other = Make(type, 9);
        other.Load(old);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
    }

    /// <summary>The tensors of the two have the same names and shapes.</summary>
    [Theory]
    [InlineData(typeof(Models.TwoBiasResetBefore), typeof(Models.Textbook))]
    [InlineData(typeof(Models.TwoBiasGru), typeof(Models.TwoBiasResetBefore))]
    public void Load_LayerOfOtherEquations_IsRefused(Type saved, Type declared)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors"), old = folder.File("old.safetensors");
        Model<float> source = Make(saved), model = Make(declared, 9);
        source.Save(path);
        float[] before = model.Parameters.Flat.ToArray();
        foreach (Func<LoadReport> load in (Func<LoadReport>[])
            [() => model.Load(path), () => model.Import(path, WeightSystem.RnnGen)])
        {
            var error = Assert.Throws<CheckpointException>(load);
            Assert.Equal("gru.weight_ih_l0", error.Tensor);
            Assert.Contains(
                "the file's layer has Cell = RnnGen.Cells.Gru", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, model.Parameters.Flat.ToArray());
        }

        // who asks for it, or whose file does not say it, gets the numbers
        model.Load(path, new LoadOptions { Partial = true });
        Assert.Equal(source.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        WithoutMetadata(path, old);
        model.Load(old);
    }

    [Fact]
    public void Convert_AnswerThatDoesNotFit_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), old = folder.File("old.safetensors");
        new Models.OneBiasLstm(seed: 1).Save(saved);
        WithoutMetadata(saved, old);
        (int status, string error) = Run(
            "convert", old, folder.File("c.npz"), "--from", "rnngen", "--to", "keras", "--cell", "lstm=gru-textbook");
        Assert.Equal(2, status);
        Assert.Contains("has the rows of 4 gates; a textbook GRU", error, StringComparison.Ordinal);
    }

    /// <summary>Who says what the file does not: one of the two is wrong, and the numbers would be.</summary>
    [Theory]
    [InlineData(typeof(Models.ResetBefore), WeightSystem.RnnGen, "--gru", "textbook")]
    [InlineData(typeof(Models.ResetBefore), WeightSystem.RnnGen, "--cell", "gru=gru-reset-after")]
    [InlineData(typeof(Models.PlainGru), WeightSystem.PyTorch, "--gru", "reset-before")]
    [InlineData(typeof(Models.PlainGru), WeightSystem.Keras, "--cell", "gru=gru-reset-before")]
    public void Convert_AnswerThatContradictsTheFile_IsRefused(
        Type type, WeightSystem from, string option, string answer)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("m.safetensors"), converted = folder.File("c.npz");
        Make(type).Export(file, from);
        string system = from.ToString().ToLowerInvariant();
        (int status, string error) = Run(
            "convert", file, converted, "--from", system, "--to", "onnx", option, answer);
        Assert.Equal(2, status);
        Assert.Contains("gru is said to be a", error, StringComparison.Ordinal);
        Assert.False(File.Exists(converted));
    }

    [Theory]
    [InlineData("[", "is no list of layers")]
    [InlineData("{\"version\":2,\"layers\":[]}", "its version is 2, not 1")]
    [InlineData("{\"version\":1,\"layers\":[7]}", "is no list of layers")]
    [InlineData("{\"version\":1,\"layers\":[{\"name\":\"gru\",\"kind\":\"Lamp\"}]}", "'Lamp' is no LayerKind")]
    [InlineData("{\"version\":1,\"layers\":[{\"name\":\"gru\",\"kind\":\"Recurrent\"}]}", "\"cell\": expected String")]
    [InlineData(
        "{\"version\":1,\"layers\":[{\"name\":\"gru\",\"kind\":\"Recurrent\",\"cell\":\"RnnGen.Cells.GruCell\","
            + "\"sizes\":[1431655766]}]}",
        "has 3 gates")]
    [InlineData(
        "{\"version\":1,\"layers\":[{\"name\":\"gru\",\"kind\":\"Recurrent\",\"cell\":\"RnnGen.Cells.LstmCell\","
            + "\"sizes\":[4]}]}",
        "has 4 gates")]
    public void Convert_DamagedMetadata_IsRefused(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        string saved = folder.File("m.safetensors"), damaged = folder.File("damaged.safetensors");
        var model = new Models.PlainGru(seed: 1);
        model.Save(saved);
        WithMetadata(saved, damaged, new Dictionary<string, string> { ["rnngen.layers"] = text });
        var error = Assert.Throws<CheckpointException>(() => WeightInterchange.Convert(
            damaged, WeightSystem.RnnGen, folder.File("c.npz"), WeightSystem.Keras));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("rnngen.layers", error.Message, StringComparison.Ordinal);

        // whoever has the declaration needs none of it, but is not told something else
        if (!text.Contains("LstmCell", StringComparison.Ordinal) && !text.Contains("Lamp", StringComparison.Ordinal))
            new Models.PlainGru(seed: 2).Load(damaged);
    }

    [Fact]
    public void Convert_ToRnnGen_SaysWhatLayersAre()
    {
        using var folder = new TemporaryFolder();
        string keras = folder.File("k.npz"), own = folder.File("m.safetensors"), back = folder.File("b.npz");
        new Models.ResetBefore(seed: 4).Export(keras, WeightSystem.Keras);
        WeightInterchange.Convert(keras, WeightSystem.Keras, own, WeightSystem.RnnGen);
        WeightInterchange.Convert(own, WeightSystem.RnnGen, back, WeightSystem.Keras);
        WeightTests.AssertSame(keras, back, 0);
        var model = new Models.ResetBefore(seed: 5);
        Assert.Empty(model.Load(own).Unused);
    }

    private static Model<float> Make(Type type, ulong seed = 7) => (Model<float>)Activator.CreateInstance(type, seed)!;

    internal static void WithoutMetadata(string from, string to) =>
        WithMetadata(from, to, new Dictionary<string, string> { ["format"] = "pt" });

    internal static void WithMetadata(string from, string to, Dictionary<string, string> metadata)
    {
        using SafetensorsFile file = WeightFile.Open(from);
        WeightFile.Write(to, file.Tensors, metadata);
    }

    private static (int Status, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (ToolCommand.Run(args, output, error), error.ToString());
    }
}
