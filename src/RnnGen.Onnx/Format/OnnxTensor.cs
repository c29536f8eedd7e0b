using System.Buffers.Binary;

namespace RnnGen.Onnx.Format;

/// <summary>A tensor: its numbers stay bytes of the file, little-endian, until somebody reads them.</summary>
internal sealed record OnnxTensor
{
    public string Name { get; init; } = "";

    public ElementType Type { get; init; }

    public IReadOnlyList<long> Shape { get; init; } = [];

    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Number of elements; the reader has checked that it fits the data.</summary>
    public int Length => Shape.Aggregate(1, static (product, size) => checked(product * (int)size));

    public static OnnxTensor Of(string name, float[] values, params long[] shape)
    {
        byte[] bytes = new byte[4L * values.Length];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        return new OnnxTensor { Name = name, Type = ElementType.Float, Shape = shape, Data = bytes };
    }

    public static OnnxTensor Of(string name, long[] values, params long[] shape)
    {
        byte[] bytes = new byte[8L * values.Length];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 * i), values[i]);
        return new OnnxTensor { Name = name, Type = ElementType.Int64, Shape = shape, Data = bytes };
    }

    /// <summary>A tensor of float or double, whose elements can be read.</summary>
    /// <exception cref="OnnxException">It holds something else.</exception>
    public OnnxTensor OfNumbers()
    {
        Require(ElementType.Float, ElementType.Double, "float or double numbers");
        return this;
    }

    /// <summary>An element of a tensor of float or double.</summary>
    public double At(int index) => Type == ElementType.Float
        ? BinaryPrimitives.ReadSingleLittleEndian(Data.Span[(4 * index)..])
        : BinaryPrimitives.ReadDoubleLittleEndian(Data.Span[(8 * index)..]);

    /// <summary>Whether elements of a tensor of float or double are zero.</summary>
    public bool IsZero(int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            if (At(i) != 0)
                return false;
        }

        return true;
    }

    /// <summary>The numbers of a tensor of integers.</summary>
    /// <exception cref="OnnxException">It holds something else.</exception>
    public long[] ToLongs()
    {
        Require(ElementType.Int32, ElementType.Int64, "integers");
        ReadOnlySpan<byte> data = Data.Span;
        long[] values = new long[Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Type == ElementType.Int32 ? BinaryPrimitives.ReadInt32LittleEndian(data[(4 * i)..])
                : BinaryPrimitives.ReadInt64LittleEndian(data[(8 * i)..]);
        }

        return values;
    }

    /// <summary>The reader has checked the lengths of these types.</summary>
    private void Require(ElementType one, ElementType other, string expected)
    {
        if (Type != one && Type != other)
            throw new OnnxException($"The tensor '{Name}' holds {Type}; expected {expected}.");
    }
}
