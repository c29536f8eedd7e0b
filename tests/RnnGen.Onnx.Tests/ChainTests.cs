using RnnGen.Onnx.Format;
using static RnnGen.Onnx.Tests.ForeignGraph;

namespace RnnGen.Onnx.Tests;

/// <summary>What the first output is made of, and values that only look like it.</summary>
public sealed class ChainTests
{
    private static readonly OnnxValue s_lengths = new("lengths", ElementType.Int32, ["batch"]);

    [Theory]
    [InlineData("sum", "soft", "[Dense(2)]\n")]
    [InlineData("soft", "sum", "[Dense(2, Activation = Activation.Softmax)]\n")]
    [InlineData("sum", "steps", "[Dense(2)]\n")]
    [InlineData("steps", "sum", "'sum' has weights of its own, 'M', which 'steps' does without")]
    [InlineData("product", "sum", "'sum' has weights of its own, 'b', which 'product' does without")]
    public void Read_OfSeveralOutputs_IsOfTheFirst(string first, string other, string expected)
    {
        var graph = new ForeignGraph
        {
            Behind = [Node("Softmax", ["sum"], "soft")],
            Result = first,
            MoreResults = [other],
        };
        string said = expected[0] == '[' ? graph.Read() : graph.Refusal();
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sum", "soft")] // what is in front of an activation
    [InlineData("product", "soft")] // and in front of a bias
    [InlineData("steps", "steps")] // twice the same is no layer either
    public void Read_OfAValueAndWhatIsBehindIt_IsRefused(string one, string other)
    {
        var graph = new ForeignGraph
        {
            Behind = [Node("Tanh", ["sum"], "soft"), Node("Add", [one, other], "both")],
            Result = "both",
        };
        Assert.Contains("Add of 'both'", graph.Refusal(), StringComparison.Ordinal);
    }

    /// <summary>A state of a layer in front of a pool, and one of a layer that another has read.</summary>
    [Fact]
    public void Read_OfAStateThatIsNotBehindAllLayers_IsRefused()
    {
        var graph = new ForeignGraph
        {
            Between =
            [
                Node("ReduceMean", ["steps"], "mean", Ints("axes", 0), Int("keepdims", 0)),
                Node("Squeeze", ["last"], "final", Ints("axes", 0)), Node("Mul", ["mean", "final"], "both"),
            ],
            Reads = "both",
        };
        Assert.Contains("Mul of 'both' joins values from before and behind", graph.Refusal(), StringComparison.Ordinal);
        ForeignGraph second = graph with
        {
            Between =
            [
                Node("LSTM", ["steps", "W2", "R"], "second") with { Outputs = ["second", "end"] },
                Node("Concat", ["last", "end"], "ends", Int("axis", 2)),
            ],
            Reads = "ends",
            Tensors = [OnnxTensor.Of("W2", new float[16 * 4], 1, 16, 4)],
        };
        Assert.Contains("Concat of 'ends' joins values", second.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "last", true)]
    [InlineData(true, "last", false)]
    [InlineData(true, "half", false)]
    [InlineData(false, "turned", false)]
    public void Read_OfOutputsInAnotherLayout_IsRefused(bool isBidirectional, string result, bool isRead)
    {
        var graph = new ForeignGraph
        {
            IsBidirectional = isBidirectional,
            Between =
            [
                Node("Gather", ["last", "at"], "half", Int("axis", 0)),
                Node("Transpose", ["steps"], "turned", Ints("perm", 1, 2, 0)),
            ],
            Tensors = [OnnxTensor.Of("at", [0L])],
            Result = result,
        };
        if (isRead)
            Assert.Contains("[Lstm(4, Biases = 0)]\n[LastStep]\n", graph.Read(), StringComparison.Ordinal);
        else
            Assert.NotEmpty(graph.Refusal());
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(true, 1, 2)]
    [InlineData(true, 1, 1, 2)]
    [InlineData(false, 2, 1)]
    [InlineData(false, 1, 1, 1, 2)]
    public void Read_OfABias_IsReadOnlyAsOneNumberAUnit(bool isRead, params int[] shape)
    {
        var graph = new ForeignGraph
        {
            Tensors = [OnnxTensor.Of("b", new float[2], [.. shape.Select(static size => (long)size)])],
        };
        if (isRead)
            Assert.Contains("[Dense(2)]\n", graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("its bias is no tensor of 2 numbers", graph.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lengths", "lengths", "")]
    [InlineData("cast", "cast", "")]
    [InlineData("cast", "lengths", "")]
    [InlineData("lengths", "", "has no lengths, and LSTM of 'all' 'lengths'; expected the same")]
    [InlineData("", "lengths", "has the lengths 'lengths', and LSTM of 'all' none; expected the same")]
    [InlineData("lengths", "other", "has the lengths 'other', and LSTM of 'all' 'lengths'")]
    [InlineData("three", "three", "from 'three'; expected an input of the graph")]
    public void Read_OfLengths_TakesThoseOfAllLayersFromTheSameInput(string first, string then, string problem)
    {
        var graph = new ForeignGraph
        {
            Before =
            [
                Node("Cast", ["lengths"], "wide", Int("to", 7)), Node("Cast", ["wide"], "cast", Int("to", 6)),
            ],
            Starts = [first],
            Between =
            [
                Node("LSTM", ["steps", "W2", "R", "", then], "second"),
                Node("Squeeze", ["second"], "s", Ints("axes", 1)),
            ],
            Reads = "s",
            Inputs = [s_lengths, new OnnxValue("other", ElementType.Int32, ["batch"])],
            Tensors = [OnnxTensor.Of("W2", new float[16 * 4], 1, 16, 4), OnnxTensor.Of("three", [3L, 3], 2)],
        };
        if (problem.Length == 0)
            Assert.Contains("[Dense(2)]\n", graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains(problem, graph.Refusal(), StringComparison.Ordinal);
    }

    /// <summary>The file's mean is over padding too.</summary>
    [Theory]
    [InlineData("ReduceMean", "MeanPool")]
    [InlineData("ReduceMax", "MaxPool")]
    public void Read_OfAPoolOverRowsOfSeveralLengths_IsRefused(string type, string pool)
    {
        var graph = new ForeignGraph
        {
            Starts = ["lengths"],
            Between = [Node(type, ["steps"], "pool", Ints("axes", 0), Int("keepdims", 0))],
            Reads = "pool",
            Inputs = [s_lengths],
        };
        Assert.Contains(
            $"over all steps, those beyond the rows' lengths too; {pool} is over valid ones", graph.Refusal(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfWhatOnceLeftTheReader_IsAnOnnxException()
    {
        ForeignGraph[] graphs =
        [
            new()
            {
                // a kept axis that is reshaped
                IsBidirectional = true,
                Between =
                [
                    Node("ReduceMean", ["all"], "m", Ints("axes", 0)),
                    Node("Transpose", ["m"], "t2", Ints("perm", 0, 2, 1, 3)), Node("Reshape", ["t2", "to"], "joined"),
                ],
                Reads = "joined",
                Width = 8,
                Tensors = [OnnxTensor.Of("to", [2L, -1, 8], 3)],
            },
            new()
            {
                // a choice of what stands in front of all layers
                Between =
                [
                    Node("Gather", ["x", "at"], "g", Int("axis", 1)), Node("Where", ["steps", "half", "g"], "w"),
                ],
                Reads = "w",
                Tensors = [OnnxTensor.Of("at", [-1L])],
            },
            new()
            {
                // 2^40 states
                Between =
                [
                    .. Enumerable.Range(0, 40).Select(static i => Node(
                        "Concat", [Before(i), Before(i)], $"h{i}", Int("axis", 0))),
                ],
                Reads = "h39",
            },
        ];
        static string Before(int i) => i == 0 ? "last" : $"h{i - 1}";
        Assert.All(graphs, static graph => Assert.NotEmpty(graph.Refusal()));
    }
}
