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

    /// <summary>Whether it is of floating point, of whichever precision: its elements can be read.</summary>
    public bool IsOfNumbers => IsNumber(Type);

    /// <summary>Whether elements of a type are of floating point.</summary>
    public static bool IsNumber(ElementType type)
        => type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    /// <summary>A tensor of floating point, whose elements can be read.</summary>
    /// <exception cref="OnnxException">It holds something else.</exception>
    public OnnxTensor OfNumbers() => IsOfNumbers ? this : throw Holds("numbers of floating point");

    /// <summary>An element of a tensor of floating point.</summary>
    public double At(int index) => Type switch
    {
        ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(Data.Span[(4 * index)..]),
        ElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(Data.Span[(2 * index)..]),

        // the upper half of a float
        ElementType.BFloat16 => BitConverter.Int32BitsToSingle(
            BinaryPrimitives.ReadInt16LittleEndian(Data.Span[(2 * index)..]) << 16),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(Data.Span[(8 * index)..]),
    };

    /// <summary>Whether elements of a tensor of floating point are zero.</summary>
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
        if (Type is not (ElementType.Int32 or ElementType.Int64))
            throw Holds("integers of 32 or 64 bits");
        ReadOnlySpan<byte> data = Data.Span;
        long[] values = new long[Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Type == ElementType.Int32 ? BinaryPrimitives.ReadInt32LittleEndian(data[(4 * i)..])
                : BinaryPrimitives.ReadInt64LittleEndian(data[(8 * i)..]);
        }

        return values;
    }

    private OnnxException Holds(string expected) => new($"The tensor '{Name}' holds {Type}; expected {expected}.");
}
