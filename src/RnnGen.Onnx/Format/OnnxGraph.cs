namespace RnnGen.Onnx.Format;

/// <summary>A graph: nodes in an order in which they can be computed.</summary>
internal sealed record OnnxGraph
{
    public string Name { get; init; } = "";

    public IReadOnlyList<OnnxNode> Nodes { get; init; } = [];

    public IReadOnlyList<OnnxTensor> Initializers { get; init; } = [];

    public IReadOnlyList<OnnxValue> Inputs { get; init; } = [];

    public IReadOnlyList<OnnxValue> Outputs { get; init; } = [];
}
