using RnnGen.Onnx.Format;
using RnnGen.Onnx.Import;
using RnnGen.Structure;
using RnnGen.Testing;

namespace RnnGen.Onnx.Tests;

/// <summary>Files into models and declarations.</summary>
public sealed class ImportTests
{
    public static TheoryData<string> Readable => [.. Declared.Readable];

    [Theory]
    [MemberData(nameof(Readable))]
    public void Import_OfAnExportedModel_GivesItsBits(string attributes)
    {
        (Model<float> model, byte[] file) = Declared.Exported(attributes);
        Model<float> other = Declared.Model(attributes, seed: 9);
        Assert.NotEqual(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
        other.ImportOnnx(file);
        Assert.Equal(
            model.Parameters.Flat.ToArray().Select(BitConverter.SingleToInt32Bits),
            other.Parameters.Flat.ToArray().Select(BitConverter.SingleToInt32Bits));
        Model<double> wide = Declared.Double(attributes);
        wide.ImportOnnx(file);
        Assert.Equal(model.Parameters.Flat.ToArray().Select(static v => (double)v), wide.Parameters.Flat.ToArray());
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void Declaration_OfAnExportedModel_TakesItsWeightsAndComputesTheSame(string attributes)
    {
        (Model<float> model, byte[] file) = Declared.Exported(attributes);
        string text = OnnxDeclaration.Write(OnnxReader.Read(file), "M", "N", "a & b.onnx");
        Assert.StartsWith("using RnnGen;\n\nnamespace N;\n\n/// <summary>Written from a &amp; b.onnx.", text);
        string[] lines = [.. text.Split('\n').Where(static line => line.StartsWith('[') && line != "[RnnModel]")];
        var declaration = new Declaration(string.Join("\n", lines), Precision.Single);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        Model<float> written = compiled.Create<float>(declaration, seed: 1);
        written.ImportOnnx(file);
        Batch<float> batch = model.Info.Vocabulary > 0
            ? Batch<float>.FromTokens(new[] { 1, 2, 3, 4, 5, 6 }, 2, 3, new[] { 3, 2 })
            : Batch<float>.FromFeatures(
                Enumerable.Range(0, 18).Select(static i => i / 9f).ToArray(), 2, 3, new[] { 3, 2 });
        float[] expected = model.Forward(batch).Values.ToArray(), actual = written.Forward(batch).Values.ToArray();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-6f);
    }

    [Theory]
    [InlineData("[Input(3)] [Lstm(4, Biases = 2)] [Dense(2)]", "[Input(3)] [Lstm(4)] [Dense(2)]", "declare Biases = 2")]
    [InlineData("[Input(3)] [Lstm(4)] [Dense(2)]", "[Input(3)] [Lstm(5)] [Dense(2)]", "it has 4 units; 'lstm' has 5")]
    [InlineData("[Input(3)] [Lstm(4)] [Dense(2)]", "[Input(3)] [Lstm(4, CoupledGates = true)] [Dense(2)]",
        "LstmCoupledCell")]
    [InlineData("[Input(3)] [Gru(4, GoBackwards = true)]", "[Input(3)] [Lstm(4)] [Dense(2)]",
        "'lstm' is of RnnGen.Cells.LstmCell")]
    [InlineData("[Input(3)] [Gru(4, GoBackwards = true)]",
        "[Input(3)] [Gru(4, Variant = GruVariant.ResetBefore, Bidirectional = true)]", "resets the other way")]
    [InlineData("[Input(3)] [Lstm(4, CoupledGates = true)] [Dense(2)]", "[Input(3)] [Lstm(4)] [Dense(2)]", "Scan")]
    [InlineData("[Input(3)] [MeanPool] [Dense(2)]", "[Input(3)] [Lstm(4)] [Dense(2)]", "Scan")]
    public void Import_OfAnotherModel_IsRefusedAndNothingChanges(string from, string to, string reason)
    {
        (_, byte[] file) = Declared.Exported(from);
        Model<float> model = Declared.Model(to, seed: 2);
        float[] before = model.Parameters.Flat.ToArray();
        var error = Assert.Throws<OnnxException>(() => model.ImportOnnx(file));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
    }

    /// <summary>A file's numbers are float: one that is not would be an infinity there.</summary>
    [Fact]
    public void Export_OfANumberBeyondFloat_IsRefused()
    {
        Model<double> model = Declared.Double("[Input(3)] [Lstm(4)] [Dense(2)]");
        model.Parameters["lstm.weight_hh_l0"][2] = 1e300;
        model.Parameters.Commit();
        using var stream = new MemoryStream();
        var error = Assert.Throws<OnnxException>(() => model.ExportOnnx(stream));
        Assert.Contains("'lstm.weight_hh_l0' has 1E+300 at 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Import_OfATiedMatrixOfAnotherSize_IsRefusedWithBothSizes()
    {
        (Model<float> model, byte[] file) = Declared.Exported(
            "[Embedding(7, 4)] [SimpleRnn(4)] [Dense(7, TiedTo = \"embedding\")]");
        Link[] links = [.. Chain.Of(OnnxReader.Read(file)).Links];
        links[2] = (DenseLink)links[2] with { Weight = OnnxTensor.Of("tied", new float[35], 5, 7) };
        var staging = new WeightStaging<float>(model.ReadStructure(), new StagedWeights<float>(model));
        var error = Assert.Throws<OnnxException>(() => staging.Stage(links));
        Assert.Contains("35 numbers; 'embedding.weight'", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("has 28.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_OfADecodingLoop_IsRefusedByItsName()
    {
        Model<float> model = Declared.Model("[Input(3)] [Lstm(4)] [Dense(2)]");
        using var stream = new MemoryStream();
        var error = Assert.Throws<OnnxException>(() => model.ExportOnnx(stream, new() { Decode = true }));
        Assert.Contains("beam search", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<OnnxException>(() => model.ExportOnnx(stream, new() { Part = OnnxPart.Step }));
        Assert.Contains("no decoder", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Export_ToAPath_ReplacesTheFileOnceItIsWhole()
    {
        string folder = Directory.CreateTempSubdirectory("rnngen-onnx-").FullName;
        string path = Path.Combine(folder, "m.onnx");
        File.WriteAllText(path, "before");
        (Model<float> model, byte[] file) = Declared.Exported("[Input(3)] [Lstm(4)] [Dense(2)]");
        Assert.Throws<OnnxException>(() => model.ExportOnnx(path, new() { Decode = true }));
        Assert.Equal("before", File.ReadAllText(path));
        File.WriteAllText(path + ".partial", "of somebody else");
        model.ExportOnnx(path);
        Assert.Equal(file, File.ReadAllBytes(path));
        Assert.Equal("of somebody else", File.ReadAllText(path + ".partial"));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        string taken = Path.Combine(folder, "taken.onnx");
        Directory.CreateDirectory(taken);
        Assert.Throws<IOException>(() => model.ExportOnnx(taken));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        Directory.Delete(folder, recursive: true);
    }
}
