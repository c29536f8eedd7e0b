using RnnGen.Onnx.Export;

namespace RnnGen.Onnx.Tests;

/// <summary>Names of a graph that is written.</summary>
public sealed class GraphWriterTests
{
    /// <summary>An input of a model may be called as integers are.</summary>
    [Fact]
    public void Integers_WhoseNameIsTaken_AreWrittenOnceUnderAnother()
    {
        var graph = new GraphWriter();
        Assert.Equal(["int_0_1", "int_scalar_3"], new[] { graph.Unique("int_0_1"), graph.Unique("int_scalar_3") });
        string integers = graph.Integers(0, 1), integer = graph.Integer(3);
        Assert.Equal(["int_0_1_2", "int_scalar_3_2"], new[] { integers, integer });
        Assert.Equal((integers, integer), (graph.Body().Integers(0, 1), graph.Integer(3)));
        Assert.Equal([integers, integer], graph.Initializers.Select(static tensor => tensor.Name));
        Assert.Equal([0L, 1], graph.Initializers[0].ToLongs());
        Assert.Empty(graph.Initializers[1].Shape);
    }
}
