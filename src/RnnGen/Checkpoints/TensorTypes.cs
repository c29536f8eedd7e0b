using System.Collections.Frozen;

namespace RnnGen;

/// <summary>Sizes and names of <see cref="TensorType"/>.</summary>
internal static class TensorTypes
{
    private static readonly FrozenDictionary<string, TensorType> s_byName = new Dictionary<string, TensorType>
    {
        ["BOOL"] = TensorType.BOOL,
        ["U8"] = TensorType.U8,
        ["I8"] = TensorType.I8,
        ["F8_E5M2"] = TensorType.F8_E5M2,
        ["F8_E4M3"] = TensorType.F8_E4M3,
        ["U16"] = TensorType.U16,
        ["I16"] = TensorType.I16,
        ["F16"] = TensorType.F16,
        ["BF16"] = TensorType.BF16,
        ["U32"] = TensorType.U32,
        ["I32"] = TensorType.I32,
        ["F32"] = TensorType.F32,
        ["U64"] = TensorType.U64,
        ["I64"] = TensorType.I64,
        ["F64"] = TensorType.F64,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static int SizeOf(TensorType type) => type switch
    {
        <= TensorType.F8_E4M3 => 1,
        <= TensorType.BF16 => 2,
        <= TensorType.F32 => 4,
        _ => 8,
    };

    public static bool TryParse(string name, out TensorType type) => s_byName.TryGetValue(name, out type);

    /// <summary>Number of elements of a shape; throws <see cref="OverflowException"/> beyond 2^63.</summary>
    public static long Count(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
            count = checked(count * size);
        return count;
    }

    /// <summary>Bytes that numbers of a shape take, or null beyond 2^63.</summary>
    public static long? Bytes(TensorType type, ReadOnlySpan<long> shape)
    {
        UInt128 bytes = (UInt128)SizeOf(type);
        foreach (long size in shape)
        {
            bytes *= (UInt128)size;
            if (bytes > long.MaxValue)
                return null;
        }

        return (long)bytes;
    }

    public static string Print(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
