namespace RnnGen.Onnx.Format;

/// <summary>An attribute of a node.</summary>
internal sealed record OnnxAttribute
{
    public string Name { get; init; } = "";

    public AttributeKind Kind { get; init; }

    public float Float { get; init; }

    public long Int { get; init; }

    public string Text { get; init; } = "";

    public OnnxTensor? Tensor { get; init; }

    public OnnxGraph? Graph { get; init; }

    public IReadOnlyList<float> Floats { get; init; } = [];

    public IReadOnlyList<long> Ints { get; init; } = [];

    public IReadOnlyList<string> Texts { get; init; } = [];
}
