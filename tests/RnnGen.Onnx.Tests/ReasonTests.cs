using RnnGen.Onnx.Format;
using static RnnGen.Onnx.Tests.ForeignGraph;

namespace RnnGen.Onnx.Tests;

/// <summary>Files that are refused say why, and not what was tried.</summary>
public sealed class ReasonTests
{
    /// <summary>PyTorch's file of fixed sizes with time first names no axes, and both orders are tried.</summary>
    [Theory]
    [InlineData("start", "it starts from 'h0', which Expand of 'h0' makes")]
    [InlineData("clip", "clip and input_forget have no form in RnnGen")]
    [InlineData("activations", "its activations are HardSigmoid, Tanh, Tanh")]
    [InlineData("lengths", "has the lengths of its rows from 'lengths'; expected an input of the graph")]
    public void Read_OfATimeMajorFileWithoutNames_SaysWhatIsWrongInBothOrders(string what, string reason)
    {
        OnnxAttribute[] attributes = what switch
        {
            "clip" => [new() { Name = "clip", Kind = AttributeKind.Float, Float = 0.5f }],
            "activations" =>
                [new() { Name = "activations", Kind = AttributeKind.Texts, Texts = ["HardSigmoid", "Tanh", "Tanh"] }],
            _ => [],
        };
        string[] more = what switch { "start" => ["", "", "h0"], "lengths" => ["", "lengths"], _ => [] };
        OnnxNode[] nodes =
        [
            Node("Expand", ["h", "shape"], "h0"), Node("LSTM", ["x", "W", "R", .. more], "all", attributes),
            Node("Squeeze", ["all"], "y", Ints("axes", 1)),
        ];
        string message = Assert.Throws<OnnxException>(() => Read(nodes)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("LSTM of 'all'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfATimeMajorFileWithoutNames_GivesItsLayer()
    {
        OnnxNode[] nodes =
            [Node("LSTM", ["x", "W", "R"], "all"), Node("Squeeze", ["all"], "y", Ints("axes", 1))];
        Assert.Contains("[Input(3)]\n[Lstm(4, Biases = 0)]\n", Read(nodes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head", "Gather of 'c' reads the cell state that LSTM of 'all' ended with")]
    [InlineData("output", "The output 'cell' is the cell state that LSTM of 'all' ended with")]
    [InlineData("second", "LSTM of 'all2': it starts from 'cell', which LSTM of 'all' makes")]
    public void Read_OfACellState_NamesIt(string what, string reason)
    {
        OnnxNode layer = Node("LSTM", ["x", "W", "R"], "all") with { Outputs = ["all", "last", "cell"] };
        OnnxNode[] nodes = what switch
        {
            "head" => [layer, Node("Gather", ["cell", "at"], "c", Int("axis", 0)), Node("Gemm", ["c", "M"], "y")],
            "output" => [layer],
            _ =>
            [
                layer, Node("Squeeze", ["all"], "steps", Ints("axes", 1)),
                Node("LSTM", ["steps", "W2", "R", "", "", "", "cell"], "all2"),
                Node("Squeeze", ["all2"], "y", Ints("axes", 1)),
            ],
        };
        string message = Assert.Throws<OnnxException>(() => Read(nodes, what == "output" ? "cell" : "y")).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    /// <summary>Affine is no operator of ONNX any more: it once had 1, and ONNX Runtime takes 0.</summary>
    [Theory]
    [InlineData("Affine", "its activation_alpha of Affine is not there, where runtimes differ; RnnGen's is 1")]
    [InlineData("Affine", "its activation_alpha of Affine is 2; RnnGen's is 1", 2f)]
    [InlineData("Affine", "Activation = Activation.Identity", 1f)]
    [InlineData("LeakyRelu", "Activation = Activation.LeakyRelu")]
    [InlineData("Elu", "Activation = Activation.Elu")]
    [InlineData("HardSigmoid", "its activation_alpha of HardSigmoid is 0.2; RnnGen's is 0.16666667")]
    [InlineData("ThresholdedRelu", "its activation ThresholdedRelu has no form in RnnGen")]
    public void Read_OfAnActivation_TakesAlphaAsOnnxHasIt(string name, string expected, params float[] alpha)
    {
        OnnxNode[] nodes = [Plain("forward", [name], alpha), Node("Squeeze", ["all"], "y", Ints("axes", 1))];
        if (expected.StartsWith("Activation", StringComparison.Ordinal))
            Assert.Contains(expected, Read(nodes), StringComparison.Ordinal);
        else
            Assert.Contains(
                expected, Assert.Throws<OnnxException>(() => Read(nodes)).Message, StringComparison.Ordinal);
    }

    /// <summary>A list that is shorter than there are directions leaves the default to the second.</summary>
    [Theory]
    [InlineData(true, 1f / 6, 1f / 6)]
    [InlineData(false, 1f / 6)]
    [InlineData(false, 1f / 6, 0.2f)]
    public void Read_OfAnActivationOfTwoDirections_LooksAtBoth(bool isRead, params float[] alpha)
    {
        OnnxNode[] nodes =
        [
            Plain("bidirectional", ["HardSigmoid", "HardSigmoid"], alpha),
            Node("Transpose", ["all"], "a", Ints("perm", 0, 2, 1, 3)), Node("Reshape", ["a", "joined"], "y"),
        ];
        if (isRead)
            Assert.Contains("Activation.HardSigmoid, Bidirectional = true", Read(nodes), StringComparison.Ordinal);
        else
            Assert.Contains("is 0.2", Assert.Throws<OnnxException>(() => Read(nodes)).Message);
    }

    /// <summary>A pool of one window over all steps is PyTorch's adaptive one of a file of fixed sizes.</summary>
    [Theory]
    [InlineData("MaxPool", "[MaxPool]\n", 5)]
    [InlineData("AveragePool", "[MeanPool]\n", 5)]
    [InlineData("MaxPool", "MaxPool of 'p'", 4)]
    [InlineData("MaxPool", "MaxPool of 'p'", 5, 0L, 1L)]
    [InlineData("MaxPool", "MaxPool of 'p'", 5, 5L)]
    public void Read_OfAPoolOfAWindow_IsReadWhereItIsOverAllSteps(
        string type, string expected, long window, params long[] pads)
    {
        OnnxNode[] nodes =
        [
            Node("LSTM", ["x", "W", "R"], "all"), Node("Squeeze", ["all"], "steps", Ints("axes", 1)),
            Node("Transpose", ["steps"], "t", Ints("perm", 1, 2, 0)),
            Node(type, ["t"], "p", [Ints("kernel_shape", window), Ints("strides", 5), .. pads.Length == 0 ? []
                : new[] { Ints("pads", pads) }]),
            Node("Squeeze", ["p"], "y", Ints("axes", 2)),
        ];
        if (expected[0] == '[')
            Assert.Contains(expected, Read(nodes), StringComparison.Ordinal);
        else
            Assert.Contains(
                expected, Assert.Throws<OnnxException>(() => Read(nodes)).Message, StringComparison.Ordinal);
    }

    /// <summary>A folder is none of the files that can be read, and no file that is missing.</summary>
    [Fact]
    public void Import_OfAFolder_SaysThatItIsOne()
    {
        Model<float> model = Declared.Model("[Input(3)] [Lstm(4)] [Dense(2)]");
        string folder = Path.GetTempPath();
        var error = Assert.Throws<UnauthorizedAccessException>(() => model.ImportOnnx(folder));
        Assert.Contains("is a folder", error.Message, StringComparison.Ordinal);
        Assert.Throws<UnauthorizedAccessException>(() => OnnxDeclaration.Write(folder));
        Assert.Throws<FileNotFoundException>(() => model.ImportOnnx(Path.Combine(folder, "no such.onnx")));
    }

    private static OnnxNode Plain(string direction, string[] activations, float[] alpha)
        => Node("RNN", direction == "forward" ? ["x", "V", "U"] : ["x", "V2", "U2"], "all", [
            new() { Name = "direction", Kind = AttributeKind.Text, Text = direction },
            new() { Name = "activations", Kind = AttributeKind.Texts, Texts = activations },
            .. alpha.Length == 0 ? [] : new[]
            {
                new OnnxAttribute { Name = "activation_alpha", Kind = AttributeKind.Floats, Floats = alpha },
            },
        ]);

    /// <summary>The declaration of a file of fixed sizes, time-major, whose axes have no names.</summary>
    private static string Read(OnnxNode[] nodes, string output = "y") => OnnxDeclaration.Write(
        new OnnxModel
        {
            Graph = new OnnxGraph
            {
                Nodes = nodes,
                Initializers =
                [
                    OnnxTensor.Of("W", new float[16 * 3], 1, 16, 3), OnnxTensor.Of("W2", new float[16 * 4], 1, 16, 4),
                    OnnxTensor.Of("R", new float[16 * 4], 1, 16, 4), OnnxTensor.Of("V", new float[12], 1, 4, 3),
                    OnnxTensor.Of("U", new float[16], 1, 4, 4), OnnxTensor.Of("V2", new float[24], 2, 4, 3),
                    OnnxTensor.Of("U2", new float[32], 2, 4, 4), OnnxTensor.Of("M", new float[8], 4, 2),
                    OnnxTensor.Of("h", [1f, 2, 3, 4], 1, 1, 4), OnnxTensor.Of("shape", [1L, 2, 4], 3),
                    OnnxTensor.Of("lengths", [5L, 5], 2), OnnxTensor.Of("at", [-1L]),
                    OnnxTensor.Of("joined", [0L, 0, -1], 3),
                ],
                Inputs = [new OnnxValue("x", ElementType.Float, [5, 2, 3])],
                Outputs = [new OnnxValue(output, ElementType.Float, [])],
            },
        },
        "M", null, "f");
}
