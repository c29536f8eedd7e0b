using RnnGen.Onnx.Format;
using static RnnGen.Onnx.Tests.ForeignGraph;

namespace RnnGen.Onnx.Tests;

/// <summary>Numbers of a node Constant, which has an attribute for each form of them.</summary>
public sealed class ConstantTests
{
    private static readonly OnnxAttribute s_axis = Ints("value_ints", 1);

    private static readonly OnnxAttribute s_biases = new()
    {
        Name = "value_floats",
        Kind = AttributeKind.Floats,
        Floats = [0.5f, 2],
    };

    private static readonly OnnxAttribute s_ratio = new()
    {
        Name = "value_float",
        Kind = AttributeKind.Float,
        Float = 0.5f,
    };

    /// <summary>An axis, an index, a ratio and biases, each of another attribute.</summary>
    [Fact]
    public void Read_OfConstantsOfEveryAttribute_GivesTheLayers()
    {
        var graph = new ForeignGraph
        {
            Between =
            [
                Node("Constant", [], "axis", s_axis), Node("Constant", [], "index", Int("value_int", -1)),
                Node("Constant", [], "ratio", s_ratio), Node("Squeeze", ["all", "axis"], "own"),
                Node("Dropout", ["own", "ratio"], "kept"), Node("Gather", ["kept", "index"], "step", Int("axis", 0)),
                Node("Constant", [], "biases", s_biases),
            ],
            Reads = "step",
            Behind = [Node("Add", ["product", "biases"], "own_sum")],
            Result = "own_sum",
        };
        Assert.Contains("[Lstm(4, Biases = 0)]\n[LastStep]\n[Dense(2)]\n", graph.Read(), StringComparison.Ordinal);
        ForeignGraph first = graph with
        {
            Between = [.. graph.Between.Select(static node => node.Output(0) == "index" ? At(node, 0) : node)],
        };
        Assert.Contains("Gather of 'step'", first.Refusal(), StringComparison.Ordinal);

        static OnnxNode At(OnnxNode node, long index) => node with { Attributes = [Int("value_int", index)] };
    }

    [Fact]
    public void Read_OfAnotherOutputWithBiasesOfAConstant_IsRefusedByThem()
    {
        var graph = new ForeignGraph
        {
            Behind = [Node("Constant", [], "own", s_biases), Node("Add", ["sum", "own"], "other")],
            MoreResults = ["other"],
        };
        Assert.Contains("'other' has weights of its own, 'own'", graph.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_OfEachAttribute_IsTheTensor()
    {
        Assert.Equal([1L], Of(s_axis)!.Shape);
        Assert.Equal([1L], Of(s_axis)!.ToLongs());
        Assert.Empty(Of(Int("value_int", 7))!.Shape);
        Assert.Equal([7L], Of(Int("value_int", 7))!.ToLongs());
        Assert.Equal([2L], Of(s_biases)!.Shape);
        Assert.Equal(2, Of(s_biases)!.At(1));
        Assert.Empty(Of(s_ratio)!.Shape);
        Assert.Equal(0.5, Of(s_ratio)!.At(0));
        Assert.Null(Of(new() { Name = "value_string", Kind = AttributeKind.Text, Text = "x" }));
        Assert.Null(Node("Cast", ["x"], "c", Int("value_int", 7)).Constant);

        static OnnxTensor? Of(OnnxAttribute attribute) => Node("Constant", [], "c", attribute).Constant;
    }
}
