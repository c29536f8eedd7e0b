using RnnGen.Onnx.Format;
using static RnnGen.Onnx.Tests.ForeignGraph;

namespace RnnGen.Onnx.Tests;

/// <summary>What layers ended with, picked from that of all layers as PyTorch does, and what is not.</summary>
public sealed class FinalStateTests
{
    private const string Two = "[Lstm(4, Biases = 0)]\n[Lstm(4, Biases = 0)]\n[LastStep]\n[Dense(2)]\n";
    private const string Both = "[Lstm(4, Bidirectional = true, Biases = 0)]\n[LastStep]\n[Dense(2)]\n";

    [Theory]
    [InlineData(-1, "")]
    [InlineData(1, "")]
    [InlineData(0, "picks 0 of 2 states, which a layer in front of the last ended with; expected 1 or more")]
    [InlineData(-2, "picks -2 of 2 states, which a layer in front of the last ended with; expected 1 or more")]
    [InlineData(2, "picks 2 of 2 states")]
    [InlineData(-3, "picks -3 of 2 states")]
    public void Read_OfAStacksStates_IsReadOnlyAtTheLastLayers(long index, string problem)
    {
        ForeignGraph graph = Stacked("last", "second_last") with { Tensors = [Second, OnnxTensor.Of("at", [index])] };
        if (problem.Length == 0)
            Assert.Contains(Two, graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Gather of 'final' " + problem, graph.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("second_last", "last")]
    [InlineData("second_last", "second_last")]
    public void Read_OfStatesInAnotherOrderThanTheLayers_IsRefused(string first, string then)
        => Assert.Contains(
            "Concat of 'h'", (Stacked(first, then) with { Tensors = [Second, OnnxTensor.Of("at", [-1L])] }).Refusal(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(-2, -1, true)]
    [InlineData(0, 1, true)]
    [InlineData(-1, -2, false)]
    [InlineData(1, 1, false)]
    public void Read_OfBothDirectionsStates_IsReadOnlyInTheirOrder(long first, long then, bool isRead)
    {
        var graph = new ForeignGraph
        {
            IsBidirectional = true,
            Between =
            [
                Node("Gather", ["last", "one"], "h0", Int("axis", 0)),
                Node("Gather", ["last", "other"], "h1", Int("axis", 0)),
                Node("Concat", ["h0", "h1"], "h", Int("axis", 1)),
            ],
            Reads = "h",
            Width = 8,
            Tensors = [OnnxTensor.Of("one", [first]), OnnxTensor.Of("other", [then])],
        };
        if (isRead)
            Assert.Contains(Both, graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Concat of 'h'", graph.Refusal(), StringComparison.Ordinal);
        ForeignGraph half = graph with { Between = graph.Between[..1], Reads = "h0", Width = 4 };
        Assert.Contains("reads one of two directions", half.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Read_OfAnEndOfBothDirectionsSteps_IsRefusedWithTheReason(long step)
    {
        var graph = new ForeignGraph
        {
            IsBidirectional = true,
            Between =
            [
                Node("Transpose", ["all"], "a", Ints("perm", 2, 0, 1, 3)), Node("Reshape", ["a", "to"], "joined"),
                Node("Gather", ["joined", "at"], "step", Int("axis", 1)),
            ],
            Reads = "step",
            Width = 8,
            Tensors = [OnnxTensor.Of("to", [0L, 0, 8], 3), OnnxTensor.Of("at", [step])],
        };
        Assert.Contains(
            $"Gather of 'step' takes step {step} of a layer of two directions, one of which has read a single step",
            graph.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("l", 0, true)] // rows of what is reshaped
    [InlineData("x", 0, true)] // rows of the input
    [InlineData("x", 1, false)] // steps
    [InlineData("l", 1, false)] // directions
    [InlineData("l", 3, false)] // no axis
    public void Read_OfDirectionsReshapedByAComputedShape_IsReadOnlyWhereRowsStay(string of, long axis, bool isRead)
    {
        var graph = new ForeignGraph
        {
            IsBidirectional = true,
            Between =
            [
                Node("Transpose", ["last"], "l", Ints("perm", 1, 0, 2)), Node("Shape", [of], "sizes"),
                Node("Gather", ["sizes", "axis"], "size", Int("axis", 0)), Node("Unsqueeze", ["size", "int_0"], "rows"),
                Node("Concat", ["rows", "rest"], "to", Int("axis", 0)), Node("Reshape", ["l", "to"], "joined"),
            ],
            Reads = "joined",
            Width = 8,
            Tensors = [OnnxTensor.Of("axis", [axis]), OnnxTensor.Of("rest", [-1L], 1)],
        };
        if (isRead)
            Assert.Contains(Both, graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Reshape of 'joined'", graph.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-3, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public void Read_OfAPoolThatKeepsItsAxis_IsReadWhereOnlyThatIsDropped(long axis, bool isRead)
    {
        var graph = new ForeignGraph
        {
            Between =
            [
                Node("ReduceMean", ["steps"], "kept", Ints("axes", 0)),
                Node("Squeeze", ["kept"], "m", Ints("axes", axis)),
            ],
            Reads = "m",
        };
        if (isRead)
            Assert.Contains("[MeanPool]\n[Dense(2)]\n", graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Squeeze of 'm'", graph.Refusal(), StringComparison.Ordinal);
        ForeignGraph kept = graph with { Between = graph.Between[..1], Reads = "kept" };
        Assert.Contains("reads axes in the order 1BF", kept.Refusal(), StringComparison.Ordinal);
    }

    private static OnnxTensor Second { get; } = OnnxTensor.Of("W2", new float[16 * 4], 1, 16, 4);

    /// <summary>Two layers, and one place of two of their states.</summary>
    private static ForeignGraph Stacked(string first, string then) => new()
    {
        Between =
        [
            Node("LSTM", ["steps", "W2", "R"], "second") with { Outputs = ["second", "second_last"] },
            Node("Concat", [first, then], "h", Int("axis", 0)), Node("Gather", ["h", "at"], "final", Int("axis", 0)),
        ],
        Reads = "final",
    };
}
