namespace RnnGen.Onnx.Format;

/// <summary>Types of elements, numbered as in TensorProto.DataType; those that are read or written here.</summary>
internal enum ElementType
{
    Float = 1,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Double = 11,
}
