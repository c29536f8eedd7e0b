using RnnGen.Onnx;
using RnnGen.Tool;

namespace RnnGen.Interchange.Tests;

/// <summary>The command-line tool, run within the process.</summary>
public sealed class ToolTests
{
    [Fact]
    public void Inspect_Model_ShowsTensorsAndAssets()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        var model = new Models.TokenGru(seed: 1)
        {
            Vocabulary = Vocabulary.Build(["what a day", "oh no"], Tokenizer.Words()),
            ClassNames = ["yes", "no"],
        };
        model.Notes["data"] = "station 7\nof two";
        model.Parameters["dense.bias"][0] = 2;
        model.Parameters["dense.bias"][1] = float.NaN;
        model.Save(path);
        (int status, string output, string error) = Run("inspect", path);
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("7 tensors", output, StringComparison.Ordinal);
        Assert.Contains("model: TokenGru", output, StringComparison.Ordinal);
        Assert.Contains(
            "layers: embedding (Embedding), gru (GruCell), dense (Dense)\n", output, StringComparison.Ordinal);
        Assert.Contains($"vocabulary: {model.Vocabulary.Count} tokens", output, StringComparison.Ordinal);
        Assert.Contains("note 'data': station 7 of two", output, StringComparison.Ordinal);
        string bias = output.Split('\n').Single(static line => line.StartsWith("dense.bias", StringComparison.Ordinal));
        Assert.Equal(
            ["dense.bias", "F32", "[2]", "8", "2", "2", "2", "2", "1", "0"],
            bias.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Diff_TellsByItsStatus()
    {
        using var folder = new TemporaryFolder();
        string a = folder.File("a.safetensors"), b = folder.File("b.npz"), c = folder.File("c.npz");
        WeightFile.Write(a, [SafetensorsTensor.From<float>("w", [2, 2], [1, 2, float.NaN, 4])]);
        WeightFile.Write(b, [SafetensorsTensor.From<double>("w", [2, 2], [1, 2, double.NaN, 4])]);
        WeightFile.Write(
            c,
            [
                SafetensorsTensor.From<float>("w", [2, 2], [1, 2.5f, float.NaN, 4]),
                SafetensorsTensor.From<float>("v", [1], [0]),
            ]);
        Assert.Equal((0, "the same: 1 tensors\n", ""), Run("diff", a, b));
        (int status, string output, string error) = Run("diff", a, c);
        Assert.Equal((1, ""), (status, error));
        string[] lines = output.Split('\n');
        Assert.Equal(
            ["w", "numbers", "0.5", "0.2", "1", "of", "4"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("v ", lines[2], StringComparison.Ordinal);
        Assert.Equal("2 of 2 tensors differ", lines[3]);
        Assert.Equal(1, Run("diff", a, c, "--tolerance", "1").Status);
        Assert.Equal(2, Run("diff", a, folder.File("none.npz")).Status);
    }

    [Fact]
    public void Diff_IntegersOf64Bits_HaveAllTheirDigits()
    {
        using var folder = new TemporaryFolder();
        string a = folder.File("a.safetensors"), b = folder.File("b.safetensors");
        WeightFile.Write(a, [SafetensorsTensor.From<long>("n\u001b[2J", [1], [1L << 53])]);
        WeightFile.Write(b, [SafetensorsTensor.From<long>("n\u001b[2J", [1], [(1L << 53) + 1])]);
        (int status, string output, _) = Run("diff", a, b);
        Assert.Equal(1, status);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void Convert_Systems_ThereAndBack()
    {
        using var folder = new TemporaryFolder();
        string keras = folder.File("k.npz"), torch = folder.File("t.safetensors"), back = folder.File("b.npz");
        var model = new Models.Tagger(seed: 4);
        model.Export(keras, WeightSystem.Keras);
        (int status, string output, string error) = Run("convert", keras, torch, "--from", "keras", "--to", "pytorch");
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("lstm.weight_hh_l0_reverse [16, 4]", output, StringComparison.Ordinal);
        var other = new Models.Tagger(seed: 5);
        other.Import(torch, WeightSystem.PyTorch);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
        Assert.Equal(0, Run("convert", torch, back, "--from", "pytorch", "--to", "keras").Status);
        Assert.Equal(0, Run("diff", keras, back).Status);
    }

    [Theory]
    [InlineData("keras", "no array is called as Keras's are; it has embedding.weight, gru.weight_ih_l0")]
    [InlineData("pytorch", "'case.input': it belongs to no layer that is known of PyTorch, and neither do case.output")]
    public void Convert_ArraysOfNoLayer_AreNamed_WithWhatHelps(string from, string problem)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(AppContext.BaseDirectory, "Recorded", "gru.safetensors");
        string[] command = ["convert", file, folder.File("c.npz"), "--from", from, "--to", "onnx"];
        (int status, _, string error) = Run(command);
        Assert.Equal(2, status);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.Empty(folder.Files());
        if (from == "pytorch")
        {
            (status, string output, _) = Run([.. command, "--skip-unknown"]);
            Assert.Equal(0, status);
            Assert.Contains("note: left out: case.input, case.output", output, StringComparison.Ordinal);
        }
    }

    /// <summary>A default that decides what is computed is said, and may be answered.</summary>
    [Theory]
    [InlineData(typeof(Models.ResetBefore), WeightSystem.Onnx, "reset-before")]
    [InlineData(typeof(Models.PlainGru), WeightSystem.Onnx, "reset-after")]
    [InlineData(typeof(Models.NoBiasGru), WeightSystem.Keras, "reset-after")]
    public void Convert_GruOfEitherForm_IsTheDefaultAndNoted_OrAsSaid(Type type, WeightSystem from, string form)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("m.npz"), own = folder.File("own.safetensors");
        var model = (Model<float>)Activator.CreateInstance(type, 3ul)!;
        model.Export(file, from);
        string[] command = ["convert", file, own, "--from", from.ToString().ToLowerInvariant(), "--to", "rnngen"];
        Assert.Contains("note: gru: ", Run(command).Output, StringComparison.Ordinal);
        (int status, string output, string error) = Run([.. command, "--cell", $"gru=gru-{form}"]);
        Assert.Equal((0, ""), (status, error));
        Assert.DoesNotContain("--gru", output, StringComparison.Ordinal);
        var other = (Model<float>)Activator.CreateInstance(type, 4ul)!;
        Assert.Empty(other.Load(own).Unused);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
        Assert.Contains("has none", Run([.. command, "--gru", "textbook"]).Error, StringComparison.Ordinal);
    }

    /// <summary>A matrix without a bias is a table or not; a word of its name says it, or the user.</summary>
    [Theory]
    [InlineData("member", "kernel")]
    [InlineData("ensemble.out", "kernel")]
    [InlineData("emb", "embeddings")]
    [InlineData("encoder.embed_tokens", "embeddings")]
    [InlineData("tokenEmbedding2", "embeddings")]
    [InlineData("EMB", "embeddings")]
    [InlineData("member", "embeddings", "--embedding", "member")]
    [InlineData("emb", "kernel", "--dense", "emb")]
    public void Convert_MatrixWithoutABias_IsAnEmbeddingByAWordOrByOption(
        string name, string array, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string a = folder.File("a.npz"), b = folder.File("b.npz");
        WeightFile.Write(a, [SafetensorsTensor.From<float>($"{name}.weight", [2, 3], [1, 2, 3, 4, 5, 6])]);
        (int status, string output, string error) = Run(
            ["convert", a, b, "--from", "pytorch", "--to", "keras", .. options]);
        Assert.Equal((0, ""), (status, error));
        using SafetensorsFile file = WeightFile.Open(b);
        Assert.EndsWith($"/{array}", Assert.Single(file.Tensors).Name.Replace('.', '/'), StringComparison.Ordinal);
        Assert.Equal(options.Length == 0, output.Contains($"note: {name}: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("The file has no layer 'x'; it has emb", "--dense", "x")]
    [InlineData("The file has no layer 'x'; it has emb", "--cell", "x=lstm")]
    [InlineData("'emb' is said to be an embedding and a dense layer", "--dense", "emb", "--embedding", "emb")]
    public void Convert_AnswersAboutNoLayer_AreRefused(string problem, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string a = folder.File("a.npz"), b = folder.File("b.npz");
        WeightFile.Write(a, [SafetensorsTensor.From<float>("emb.weight", [2, 3], [1, 2, 3, 4, 5, 6])]);
        (int status, _, string error) = Run(["convert", a, b, "--from", "pytorch", "--to", "keras", .. options]);
        Assert.Equal(2, status);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_WithoutSystems_ChangesTheFormat()
    {
        using var folder = new TemporaryFolder();
        string a = folder.File("a.npz"), b = folder.File("b.safetensors");
        WeightFile.Write(a, [SafetensorsTensor.From<int>("any", [2], [1, 2])]);
        Assert.Equal(0, Run("convert", a, b).Status);
        Assert.Equal(0, Run("diff", a, b).Status);
    }

    [Fact]
    public void Convert_Brainstate_AsksWhatAMatrixIs()
    {
        using var folder = new TemporaryFolder();
        string a = folder.File("a.npz"), b = folder.File("b.npz");
        var model = new Models.OneBiasLstm(seed: 2);
        model.Export(a, WeightSystem.Brainstate);
        string[] command = ["convert", a, b, "--from", "brainstate", "--to", "flax"];
        Assert.Contains("lstm=lstm or lstm=rnn", Run(command).Error, StringComparison.Ordinal);
        Assert.Equal(0, Run([.. command, "--cell", "lstm=lstm"]).Status);
        var other = new Models.OneBiasLstm(seed: 3);
        other.Import(b, WeightSystem.Flax);
        float[] x = model.Parameters.Flat.ToArray(), y = other.Parameters.Flat.ToArray();
        Assert.True(x.Zip(y).All(static pair => Math.Abs(pair.First - pair.Second) < 2e-7));
    }

    [Fact]
    public void Import_WritesADeclaration_OrAFileThatWasNotThere()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("Net.cs");
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(0, ToolCommand.Run(["import", "net.onnx"], output, error, Declare));
        Assert.Equal("// net.onnx: .ImportedModel\n", output.ToString());
        Assert.Equal(0, ToolCommand.Run(["import", "net.onnx", "-o", path], output, error, Declare));
        Assert.Equal("// net.onnx: .Net\n", File.ReadAllText(path));
        Assert.Equal(2, ToolCommand.Run(["import", "net.onnx", "-o", path], output, error, Declare));
    }

    [Theory]
    [InlineData("// net.onnx: My.Models.Gesture\n", "--name", "Gesture", "--namespace", "My.Models")]
    [InlineData("// net.onnx: My.ImportedModel\n", "--namespace", "My")]
    [InlineData(null, "--name", "2nd")]
    [InlineData(null, "--name", "A; class B")]
    [InlineData(null, "--namespace", "My.")]
    public void Import_NameAndNamespace_AreThoseOfTheDeclaration(string? expected, params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int status = ToolCommand.Run(["import", "net.onnx", .. options], output, error, Declare);
        Assert.Equal(expected ?? "", output.ToString());
        Assert.Equal(expected is null ? 2 : 0, status);
        if (expected is null)
            Assert.Contains($"{options[0]} is '{options[1]}'", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A word that C# has for itself becomes a name, whether it is said or that of a file.</summary>
    [Fact]
    public void Import_KeywordsAsNames_AreWrittenAsNames()
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("m.onnx"), path = folder.File("event.cs");
        new Models.OneBiasLstm(seed: 2).ExportOnnx(model);
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] command = ["import", model, "--namespace", "My.int"];
        Assert.Equal(0, ToolCommand.Run([.. command, "-o", path], output, error, OnnxDeclaration.Write));
        string text = File.ReadAllText(path);
        Assert.Contains("namespace My.@int;\n", text, StringComparison.Ordinal);
        Assert.Contains("partial class @event;\n", text, StringComparison.Ordinal);
        Assert.Equal(0, ToolCommand.Run([.. command, "--name", "class"], output, error, OnnxDeclaration.Write));
        Assert.Contains("partial class @class;\n", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("inspect", "not there.safetensors")]
    [InlineData("frobnicate")]
    [InlineData("diff", "a")]
    [InlineData("convert", "a.npz", "b.npz", "--from", "tensorflow", "--to", "keras")]
    [InlineData("convert", "a.npz", "b.npz", "--from", "keras")]
    [InlineData("convert", "a.npz", "b.txt", "--from", "keras", "--to", "keras")]
    [InlineData("convert", "a.npz", "b.npz", "--from", "keras", "--to", "keras", "--rename", "x")]
    public void Errors_AreOneLine(params string[] args)
    {
        (int status, string output, string error) = Run(args);
        Assert.Equal((2, ""), (status, output));
        Assert.StartsWith("rnngen: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Help_NamesCommandsAndOptions()
    {
        (_, string all, _) = Run();
        Assert.Contains("  diff <A> <B>        Compares two files tensor by tensor.\n", all, StringComparison.Ordinal);
        Assert.Equal(0, Run("--version").Status);
        (int status, string output, string error) = Run("convert", "--help");
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("rnngen convert <IN> <OUT>", output, StringComparison.Ordinal);
        Assert.Contains("--skip-unknown", output, StringComparison.Ordinal);
        Assert.Contains("--from <brainstate|flax|keras|onnx|pytorch|rnngen>", output, StringComparison.Ordinal);
        Assert.Contains("--cell <NAME=KIND>", output, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  rnngen convert keras.npz", output, StringComparison.Ordinal);
        Assert.Contains("rnngen convert --help", Run("convert", "a.npz").Error, StringComparison.Ordinal);
    }

    private static string Declare(string model, string name, string? space) => $"// {model}: {space}.{name}\n";

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (ToolCommand.Run(args, output, error), output.ToString(), error.ToString());
    }
}
