namespace RnnGen.Tool;

/// <summary>A tensor's numbers, whatever their type.</summary>
internal static class TensorValues
{
    /// <summary>The numbers in double, or null of types that are not read: 8-bit floats.</summary>
    public static double[]? Of(SafetensorsTensor tensor) => tensor.Type switch
    {
        TensorType.F16 or TensorType.BF16 or TensorType.F32 or TensorType.F64 => Floats(tensor),
        TensorType.I8 => Integers<sbyte>(tensor),
        TensorType.U8 => Integers<byte>(tensor),
        TensorType.I16 => Integers<short>(tensor),
        TensorType.U16 => Integers<ushort>(tensor),
        TensorType.I32 => Integers<int>(tensor),
        TensorType.U32 => Integers<uint>(tensor),
        TensorType.I64 => Integers<long>(tensor),
        TensorType.U64 => Integers<ulong>(tensor),
        TensorType.BOOL => [.. tensor.Data.ToArray().Select(static value => (double)value)],
        _ => null,
    };

    /// <summary>A shape as <c>[2, 3]</c>.</summary>
    public static string Shape(SafetensorsTensor tensor) => $"[{string.Join(", ", tensor.Shape.ToArray())}]";

    private static double[] Floats(SafetensorsTensor tensor)
    {
        var values = new double[tensor.Count];
        tensor.CopyTo<double>(values);
        return values;
    }

    private static double[] Integers<T>(SafetensorsTensor tensor)
        where T : unmanaged, System.Numerics.INumberBase<T> =>
        [.. tensor.ToArray<T>().Select(static value => double.CreateTruncating(value))];
}
