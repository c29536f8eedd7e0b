namespace RnnGen.Onnx.Format;

/// <summary>What an attribute holds, numbered as in AttributeProto.AttributeType.</summary>
internal enum AttributeKind
{
    Undefined = 0,
    Float = 1,
    Int = 2,
    Text = 3,
    Tensor = 4,
    Graph = 5,
    Floats = 6,
    Ints = 7,
    Texts = 8,
}
