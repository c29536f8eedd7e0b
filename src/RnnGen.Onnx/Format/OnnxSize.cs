namespace RnnGen.Onnx.Format;

/// <summary>The size of an axis: a number, or a symbol where that is 0.</summary>
internal readonly record struct OnnxSize(long Value, string Symbol)
{
    public static implicit operator OnnxSize(int value) => new(value, "");

    public static implicit operator OnnxSize(string symbol) => new(0, symbol);
}
