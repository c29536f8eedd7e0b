using RnnGen.Onnx.Format;
using static RnnGen.Onnx.Tests.ForeignGraph;

namespace RnnGen.Onnx.Tests;

/// <summary>Nodes between the layers: those that leave numbers as they are, and those that only look so.</summary>
public sealed class MovingNodeTests
{
    private const string Plain = "[Input(3)]\n[Lstm(4, Biases = 0)]\n[Dense(2)]\n";
    private const string Last = "[Input(3)]\n[Lstm(4, Biases = 0)]\n[LastStep]\n[Dense(2)]\n";

    private static readonly OnnxValue s_lengths = new("lengths", ElementType.Int32, ["batch"]);

    [Theory]
    [InlineData(1, true)] // float
    [InlineData(11, true)] // double
    [InlineData(6, false)] // int32
    [InlineData(7, false)] // int64
    [InlineData(9, false)] // bool
    public void Read_OfACastThereAndBack_IsReadOnlyWhereNumbersStayWhatTheyAre(int type, bool isRead)
    {
        var graph = new ForeignGraph
        {
            Between = [Node("Cast", ["steps"], "c", Int("to", type)), Node("Cast", ["c"], "f", Int("to", 1))],
            Reads = "f",
        };
        if (isRead)
            Assert.Contains(Plain, graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Cast of 'c' makes other numbers", graph.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, true)] // int64
    [InlineData(6, true)] // int32
    [InlineData(3, false)] // int8, which not all tokens fit
    [InlineData(1, false)] // float
    public void Read_OfACastOfTokens_IsReadOnlyToIntegersThatTheyFit(int type, bool isRead)
    {
        var model = new OnnxModel
        {
            Graph = new OnnxGraph
            {
                Nodes =
                [
                    Node("Cast", ["tokens"], "c", Int("to", type)), Node("Gather", ["table", "c"], "rows"),
                ],
                Initializers = [OnnxTensor.Of("table", new float[15], 5, 3)],
                Inputs = [new OnnxValue("tokens", ElementType.Int64, ["batch", "time"])],
                Outputs = [new OnnxValue("rows", ElementType.Float, [])],
            },
        };
        string Read() => OnnxDeclaration.Write(model, "M", null, "f");
        if (isRead)
            Assert.Contains("[Embedding(5, 3)]\n", Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Cast of 'c' makes", Assert.Throws<OnnxException>(Read).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("final", "half")]
    [InlineData("final", "given")]
    [InlineData("steps", "half")]
    [InlineData("steps", "zero")]
    public void Read_OfAChoiceThatIsNotThatOfLengths_IsRefused(string of, string other)
    {
        bool isFinal = of == "final";
        var graph = new ForeignGraph
        {
            Starts = isFinal ? ["", "given"] : [],
            Between =
            [
                Node("Squeeze", ["last"], "final", Ints("axes", 0)),
                Node("Where", ["mask", of, other], "chosen"),
            ],
            Reads = "chosen",
            Inputs =
            [
                new OnnxValue("mask", ElementType.Bool, ["time", "batch", 1]),
                new OnnxValue("given", ElementType.Float, [1, "batch", 4]),
            ],
        };
        Assert.Contains("Where of 'chosen'", graph.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfTheChoiceOfAnotherStartThanTheLayers_IsRefused()
    {
        var graph = new ForeignGraph
        {
            Before = [Node("Unsqueeze", ["start", "int_0"], "h0")],
            Starts = ["lengths", "h0"],
            Between =
            [
                Node("Squeeze", ["last"], "final", Ints("axes", 0)),
                Node("Equal", ["lengths", "int_0"], "none"),
                Node("Unsqueeze", ["none", "one"], "empty"),
                Node("Where", ["empty", "start", "final"], "chosen"),
            ],
            Tensors = [OnnxTensor.Of("one", [1L], 1)],
            Reads = "chosen",
            Inputs =
            [
                s_lengths, new OnnxValue("start", ElementType.Float, ["batch", 4]),
                new OnnxValue("other", ElementType.Float, ["batch", 4]),
            ],
        };
        Assert.Contains(Last, graph.Read(), StringComparison.Ordinal);
        OnnxNode[] between = graph.Between;
        foreach (string[] inputs in new string[][]
            { ["empty", "other", "final"], ["empty", "half", "final"], ["empty", "final", "start"] })
        {
            ForeignGraph wrong = graph with { Between = [.. between[..3], between[3] with { Inputs = inputs }] };
            Assert.Contains("Where of 'chosen'", wrong.Refusal(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(8, true, -1, 8)]
    [InlineData(8, true, 0, -1)]
    [InlineData(8, true, 0, 8)]
    [InlineData(4, false, -1, 4)] // one row becomes two
    [InlineData(8, false, 5, -1)] // as many units as 5 rows leave
    [InlineData(16, false, -1, 16)]
    public void Read_OfBothDirectionsReshaped_IsReadOnlyAtTheirWidth(int width, bool isRead, long rows, long units)
    {
        var graph = new ForeignGraph
        {
            IsBidirectional = true,
            Between =
            [
                Node("Transpose", ["last"], "l", Ints("perm", 1, 0, 2)), Node("Reshape", ["l", "to"], "joined"),
            ],
            Reads = "joined",
            Width = width,
            Tensors = [OnnxTensor.Of("to", [rows, units], 2)],
        };
        if (isRead)
            Assert.Contains("[LastStep]\n[Dense(2)]\n", graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Reshape of 'joined'", graph.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfBothDirectionsPooled_HasTheWidthOfBoth()
    {
        var graph = new ForeignGraph
        {
            IsBidirectional = true,
            Between =
            [
                Node("Transpose", ["all"], "a", Ints("perm", 2, 0, 1, 3)), Node("Reshape", ["a", "to"], "joined"),
                Node("ReduceMean", ["joined"], "mean", Ints("axes", 1), Int("keepdims", 0)),
            ],
            Reads = "mean",
            Width = 8,
            Tensors = [OnnxTensor.Of("to", [0L, 0, 8], 3)],
        };
        Assert.Contains("[MeanPool]\n[Dense(2)]\n", graph.Read(), StringComparison.Ordinal);
        Assert.Contains(
            "for 4 units, and reads 8", (graph with { Width = 4 }).Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAMatrixOfAnotherWidthThanWhatItReads_IsRefusedWithBoth()
        => Assert.Contains(
            "MatMul of 'product' has a matrix for 5 units, and reads 4", new ForeignGraph { Width = 5 }.Refusal(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(13, null, false, true)]
    [InlineData(13, -1L, false, true)]
    [InlineData(13, 2L, false, true)]
    [InlineData(13, 1L, false, false)]
    [InlineData(13, 0L, true, false)]
    [InlineData(13, 1L, true, true)]
    [InlineData(12, null, false, false)]
    [InlineData(12, 1L, false, false)]
    [InlineData(12, -1L, false, true)]
    [InlineData(12, null, true, true)]
    [InlineData(12, 1L, true, true)]
    public void Read_OfSoftmax_IsReadOnlyOverFeatures_AsItsOpsetHasTheAxis(
        int opset, long? axis, bool isOfRows, bool isRead)
    {
        var graph = new ForeignGraph
        {
            Opset = opset,
            Between = isOfRows ? [Node("Squeeze", ["last"], "final", Ints("axes", 0))] : [],
            Reads = isOfRows ? "final" : "steps",
            Behind = [Node("Softmax", ["sum"], "soft", axis is { } of ? [Int("axis", of)] : [])],
            Result = "soft",
        };
        if (isRead)
            Assert.Contains("[Dense(2, Activation = Activation.Softmax)]", graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Softmax of 'soft' is over axis", graph.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Read_OfTheLastDirectionsState_AsPyTorchIndexesIt_IsTheLastStep(long index, bool isRead)
    {
        var graph = new ForeignGraph
        {
            Between = [Node("Gather", ["last", "at"], "final", Int("axis", 0))],
            Reads = "final",
            Tensors = [OnnxTensor.Of("at", [index])],
        };
        if (isRead)
            Assert.Contains(Last, graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Gather of 'final'", graph.Refusal(), StringComparison.Ordinal);
    }
}
