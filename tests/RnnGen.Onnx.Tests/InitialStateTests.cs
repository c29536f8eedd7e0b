using RnnGen.Onnx.Format;
using static RnnGen.Onnx.Tests.ForeignGraph;

namespace RnnGen.Onnx.Tests;

/// <summary>What a layer of a file starts from: zeros, or what whoever runs the file gives.</summary>
public sealed class InitialStateTests
{
    [Theory]
    [InlineData("Expand")]
    [InlineData("ConstantOfShape")]
    [InlineData("Concat")]
    [InlineData("Add")]
    [InlineData("nobody")]
    public void Read_OfAStateThatIsComputed_IsRefusedByItsNode(string what)
    {
        var half = new OnnxAttribute
        {
            Name = "value",
            Kind = AttributeKind.Tensor,
            Tensor = OnnxTensor.Of("", [0.5f], 1),
        };
        OnnxNode[] nodes = what switch
        {
            "Expand" => [Node("Expand", ["half", "shape"], "h0")],
            "ConstantOfShape" => [Node("ConstantOfShape", ["shape"], "h0", half)],
            "Concat" => [Node("Concat", ["zeros", "half"], "h0", Int("axis", 2))],
            "Add" => [Node("Add", ["given", "half"], "h0")],
            _ => [],
        };
        var graph = new ForeignGraph
        {
            Before = [Node("ConstantOfShape", ["shape"], "zeros"), .. nodes],
            Starts = ["", "h0"],
            Inputs = [new OnnxValue("given", ElementType.Float, [1, "batch", 4])],
        };
        foreach (ForeignGraph either in new[] { graph, graph with { Starts = ["", "zeros", "h0"] } })
        {
            string message = either.Refusal();
            Assert.Contains("LSTM of 'all'", message, StringComparison.Ordinal);
            Assert.Contains(what == "nobody" ? "nothing" : what + " of 'h0'", message, StringComparison.Ordinal);
            Assert.Contains("an input of the graph, or zeros", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_OfAStateOfZerosOrOfTheGraphsInputs_GivesTheLayer()
    {
        OnnxNode[][] ways =
        [
            [],
            [Node("Unsqueeze", ["row", "int_0"], "h0")],
            [Node("Expand", ["zero", "shape"], "h0")],
            [Node("ConstantOfShape", ["shape"], "z"), Node("Slice", ["z", "int_0", "shape"], "h0")],
            [
                Node("ConstantOfShape", ["shape"], "z"), Node("Tile", ["z", "shape"], "w"),
                Node("Concat", ["w", "z"], "v", Int("axis", 0)), Node("Reshape", ["v", "shape"], "h0"),
            ],
        ];
        foreach (OnnxNode[] nodes in ways)
        {
            string start = nodes.Length == 0 ? "given" : "h0";
            var graph = new ForeignGraph
            {
                Before = nodes,
                Starts = ["", start, start],
                Inputs =
                [
                    new OnnxValue("given", ElementType.Float, [1, "batch", 4]),
                    new OnnxValue("row", ElementType.Float, ["batch", 4]),
                ],
            };
            Assert.Contains("[Input(3)]\n[Lstm(4, Biases = 0)]\n[Dense(2)]\n", graph.Read(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Import_OfAnExportedModelWithStates_GivesItsBits()
    {
        foreach (string attributes in Declared.Readable)
        {
            (Model<float> model, _) = Declared.Exported(attributes);
            using var stream = new MemoryStream();
            model.ExportOnnx(stream, new() { States = true });
            Model<float> other = Declared.Model(attributes, seed: 9);
            other.ImportOnnx(stream.ToArray());
            Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
        }
    }
}
