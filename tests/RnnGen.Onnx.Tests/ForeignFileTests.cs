using RnnGen.Onnx.Format;
using static RnnGen.Onnx.Tests.ForeignGraph;

namespace RnnGen.Onnx.Tests;

/// <summary>
/// Files as other systems write them: other nodes between the layers, and what must not be taken over.
/// </summary>
public sealed class ForeignFileTests
{
    private const string Both = "[Input(3)] [Lstm(4, 5, Bidirectional = true, Biases = 2)] [LastStep] "
        + "[Dense(2, Activation = Activation.Relu)]";

    [Fact]
    public void Import_OfDirectionsJoinedByReshape_AsPyTorchWritesThem_GivesTheBits()
    {
        (Model<float> model, byte[] file) = Declared.Exported(Both);
        OnnxGraph own = OnnxReader.Read(file).Graph;
        OnnxNode[] layers = [.. own.Nodes.Where(static node => node.Type == "LSTM")];
        OnnxNode product = own.Nodes.Single(static node => node.Type == "MatMul");
        OnnxNode bias = own.Nodes.Single(node => node.Type == "Add" && node.Inputs.Contains(product.Output(0)));
        OnnxTensor weight = own.Initializers.Single(tensor => tensor.Name == product.Input(1));
        string added = bias.Inputs.Single(name => name != product.Output(0));
        OnnxNode[] nodes =
        [
            Node("Transpose", ["x"], ["t"], Ints("perm", 1, 0, 2)),
            layers[0] with { Inputs = ["t", .. layers[0].Inputs.Skip(1).Take(3)], Outputs = ["y0", "h0", "c0"] },
            Node("Transpose", ["y0"], ["y0t"], Ints("perm", 0, 2, 1, 3)),
            Node("Reshape", ["y0t", "joined"], ["y0r"]),
            layers[1] with { Inputs = ["y0r", .. layers[1].Inputs.Skip(1).Take(3)], Outputs = ["y1", "h1", "c1"] },
            Node("Transpose", ["h1"], ["h1t"], Ints("perm", 1, 0, 2)),
            Node("Reshape", ["h1t", "flat"], ["h1r"]),
            Node("Gemm", ["h1r", "transposed", added], ["g"], Int("transB", 1)),
            Node("Relu", ["g"], ["y"]),
        ];
        OnnxGraph graph = own with
        {
            Nodes = nodes,
            Inputs = [new OnnxValue("x", ElementType.Float, ["batch", "time", 3])],
            Outputs = [new OnnxValue("y", ElementType.Float, ["batch", 2])],
            Initializers =
            [
                .. own.Initializers, OnnxTensor.Of("joined", [0L, 0, -1], 3), OnnxTensor.Of("flat", [0L, -1], 2),
                Transposed(weight),
            ],
        };
        Model<float> other = Declared.Model(Both, seed: 4);
        other.ImportOnnx(Bytes(graph));
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
        Assert.Contains(
            "[Input(3)]\n[Lstm(4, Bidirectional = true, Biases = 2)]\n[Lstm(5, Bidirectional = true, Biases = 2)]\n"
                + "[LastStep]\n[Dense(2, Activation = Activation.Relu)]\n",
            OnnxDeclaration.Write(new OnnxModel { Graph = graph }, "M", null, "f"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clip", "clip and input_forget")]
    [InlineData("activations", "its activations are")]
    [InlineData("direction", "direction is 'sideways'")]
    [InlineData("Conv", "Conv")]
    [InlineData("start", "starts from numbers of the file")]
    [InlineData("shape", "W is [1, 20, 3]; expected [1, 16, 3]")]
    public void Import_OfWhatNoLayerComputes_IsRefusedWithTheReason(string what, string reason)
    {
        const string Stack = "[Input(3)] [Lstm(4)] [Dense(2)]";
        (_, byte[] file) = Declared.Exported(Stack);
        OnnxModel own = OnnxReader.Read(file);
        IEnumerable<OnnxNode> nodes = own.Graph.Nodes.Select(node => node.Type == "LSTM" ? Change(node, what) : node);
        OnnxGraph graph = own.Graph with
        {
            Nodes = [.. nodes],
            Initializers =
            [
                .. own.Graph.Initializers, OnnxTensor.Of("ones", new float[] { 1, 1, 1, 1 }, 1, 1, 4),
                OnnxTensor.Of("narrow", new float[60], 1, 20, 3),
            ],
        };
        Model<float> model = Declared.Model(Stack, seed: 2);
        float[] before = model.Parameters.Flat.ToArray();
        var error = Assert.Throws<OnnxException>(() => model.ImportOnnx(Bytes(graph)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Import_OfDoublesThatFloatsCannotHold_IsRefused()
    {
        const string Stack = "[Input(3)] [Lstm(4)] [Dense(2)]";
        (_, byte[] file) = Declared.Exported(Stack);
        OnnxGraph own = OnnxReader.Read(file).Graph;
        OnnxGraph wide = own with { Initializers = [.. own.Initializers.Select(Wide)] };
        Declared.Double(Stack).ImportOnnx(Bytes(wide));
        var error = Assert.Throws<OnnxException>(() => Declared.Model(Stack).ImportOnnx(Bytes(wide)));
        Assert.Contains("would lose digits", error.Message, StringComparison.Ordinal);

        static OnnxTensor Wide(OnnxTensor tensor)
        {
            if (tensor.Type != ElementType.Float || tensor.Shape.Count == 0)
                return tensor;
            byte[] bytes = new byte[8 * tensor.Length];
            for (int i = 0; i < tensor.Length; i++)
                BitConverter.TryWriteBytes(bytes.AsSpan(8 * i), tensor.At(i) == 0 ? 0 : tensor.At(i) + 1e-12);
            return tensor with { Type = ElementType.Double, Data = bytes };
        }
    }

    private static OnnxNode Change(OnnxNode node, string what) => what switch
    {
        "clip" => With(node, new() { Name = "clip", Kind = AttributeKind.Float, Float = 1 }),
        "activations" => With(
            node, new() { Name = "activations", Kind = AttributeKind.Texts, Texts = ["Relu", "Tanh", "Tanh"] }),
        "direction" => node with
        {
            Attributes = [new() { Name = "direction", Kind = AttributeKind.Text, Text = "sideways" }],
        },
        "Conv" => node with { Type = "Conv" },
        "start" => node with { Inputs = [.. node.Inputs.Take(4), "", "ones"] },
        _ => node with { Inputs = [node.Inputs[0], "narrow", .. node.Inputs.Skip(2)] },
    };

    private static OnnxNode With(OnnxNode node, OnnxAttribute attribute)
        => node with { Attributes = [.. node.Attributes, attribute] };

    private static OnnxTensor Transposed(OnnxTensor weight)
    {
        (int rows, int columns) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)weight.At(((i % rows) * columns) + (i / rows));
        return OnnxTensor.Of("transposed", values, columns, rows);
    }

    private static OnnxNode Node(string type, string[] inputs, string[] outputs, params OnnxAttribute[] attributes)
        => new() { Type = type, Inputs = inputs, Outputs = outputs, Attributes = attributes };

    private static byte[] Bytes(OnnxGraph graph)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(new OnnxModel { Graph = graph }).WriteTo(stream);
        return stream.ToArray();
    }
}
