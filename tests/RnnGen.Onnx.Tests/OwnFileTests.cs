using RnnGen.Onnx.Format;
using RnnGen.Testing;

namespace RnnGen.Onnx.Tests;

/// <summary>Files of models that are no layers in a row, back into the same declaration.</summary>
public sealed class OwnFileTests
{
    private static readonly string[] s_stacks =
    [
        "[Input(3)] [Lstm(4, CoupledGates = true, Bidirectional = true)] [LayerNorm] [Dense(2)]",
        "[Input(3)] [Lstm(4, Projection = 2)] [MaxPool] [LayerNorm]",
        "[Input(4)] [Gru(4, Layers = 2, Residual = true, Biases = 2)] [Dense(3)]",
        "[Embedding(7, 4)] [Gru(4, Variant = GruVariant.Textbook)] [Dense(7, TiedTo = \"embedding\")]",
        "[Input(3)] [SimpleRnn(4, Biases = 2, Zoneout = 0.25)] [Dense(2)]",
        "[Input(3)] [Lstm(4)] [Dense(3)] [Crf]",
    ];

    private static readonly Declaration s_decoder = StepJob.Cases[0].Declare(Precision.Single);

    private static readonly Lazy<CompiledDeclarations> s_compiled = new(static () => DeclarationCompiler.Compile(
        [.. s_stacks.Select(static stack => new Declaration(stack, Precision.Single)), s_decoder]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Import_OfAFileOfTheSameDeclaration_GivesTheBits(int stack)
    {
        foreach (bool isOpen in new[] { false, true })
        {
            var options = new OnnxExportOptions { States = isOpen, Lengths = isOpen };
            (Model<float> model, byte[] file) = Exported(stack, options);
            Model<float> other = Model(stack, seed: 9);
            Assert.NotEqual(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
            other.ImportOnnx(file);
            Assert.Equal(
                model.Parameters.Flat.ToArray().Select(BitConverter.SingleToInt32Bits),
                other.Parameters.Flat.ToArray().Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Theory]
    [InlineData(4, "is a sum of parameters of ")]
    [InlineData(5, "which only a loss or a search reads")]
    public void Import_OfWhatAFileDoesNotHold_IsRefusedAndNothingChanges(int stack, string reason)
    {
        (_, byte[] file) = Exported(stack, new OnnxExportOptions());
        Model<float> other = Model(stack, seed: 9);
        float[] before = other.Parameters.Flat.ToArray();
        var error = Assert.Throws<OnnxException>(() => other.ImportOnnx(file));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, other.Parameters.Flat.ToArray());
    }

    [Theory]
    [InlineData(OnnxPart.Whole)]
    [InlineData(OnnxPart.Step)]
    [InlineData(OnnxPart.Begin)]
    public void Import_OfADecoder_TakesAllOfItAndRefusesAPart(OnnxPart part)
    {
        Model<float> model = s_compiled.Value.Create<float>(s_decoder, seed: 5);
        Model<float> other = s_compiled.Value.Create<float>(s_decoder, seed: 9);
        using var stream = new MemoryStream();
        model.ExportOnnx(stream, new OnnxExportOptions { Part = part });
        float[] before = other.Parameters.Flat.ToArray();
        if (part == OnnxPart.Whole)
        {
            other.ImportOnnx(stream.ToArray());
            Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
            return;
        }

        var error = Assert.Throws<OnnxException>(() => other.ImportOnnx(stream.ToArray()));
        Assert.Contains($"it is of OnnxPart.{part}: export OnnxPart.Whole", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, other.Parameters.Flat.ToArray());
    }

    /// <summary>What has no parameter is compared, and a table that stands in a file twice must be the same.</summary>
    [Theory]
    [InlineData(0, "const", "is no part of LSTM, GRU, RNN, embedding or dense layers")]
    [InlineData(3, "dense", "other numbers for 'embedding")]
    public void Import_OfOtherConstantsOrCopies_IsRefused(int stack, string tensor, string reason)
    {
        (_, byte[] file) = Exported(stack, new OnnxExportOptions());
        OnnxModel own = OnnxReader.Read(file);
        OnnxTensor changed = own.Graph.Initializers.First(
            one => one.Type == ElementType.Float && one.Name.Contains(tensor, StringComparison.Ordinal));
        byte[] data = changed.Data.ToArray();
        data[2] ^= 1;
        OnnxTensor[] tensors =
            [.. own.Graph.Initializers.Select(one => one == changed ? one with { Data = data } : one)];
        using var stream = new MemoryStream();
        OnnxWriter.Write(own with { Graph = own.Graph with { Initializers = tensors } }).WriteTo(stream);
        var error = Assert.Throws<OnnxException>(() => Model(stack, seed: 2).ImportOnnx(stream.ToArray()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_OfAGraphThatDiffersInANode_IsNotReadAsTheModelsOwn()
    {
        (_, byte[] file) = Exported(0, new OnnxExportOptions());
        OnnxModel own = OnnxReader.Read(file);
        OnnxNode[] nodes = [.. own.Graph.Nodes.Select(static node => node.Type == "Scan" ? WithoutTanh(node) : node)];
        using var stream = new MemoryStream();
        OnnxWriter.Write(own with { Graph = own.Graph with { Nodes = nodes } }).WriteTo(stream);
        var error = Assert.Throws<OnnxException>(() => Model(0, seed: 2).ImportOnnx(stream.ToArray()));
        Assert.Contains("is no part of LSTM, GRU, RNN, embedding", error.Message, StringComparison.Ordinal);

        static OnnxNode WithoutTanh(OnnxNode scan) => scan with
        {
            Attributes = [.. scan.Attributes.Select(static one => one.Graph is { } body
                ? one with { Graph = body with { Nodes = [.. body.Nodes.Select(ToRelu)] } } : one)],
        };

        static OnnxNode ToRelu(OnnxNode node) => node.Type == "Tanh" ? node with { Type = "Relu" } : node;
    }

    private static (Model<float> Model, byte[] File) Exported(int stack, OnnxExportOptions options)
    {
        Model<float> model = Model(stack, seed: 5);
        RuntimeJobs.Shake(model);
        using var stream = new MemoryStream();
        model.ExportOnnx(stream, options);
        return (model, stream.ToArray());
    }

    private static Model<float> Model(int stack, ulong seed)
        => s_compiled.Value.Create<float>(new Declaration(s_stacks[stack], Precision.Single), seed);
}
