using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>A tensor of a safetensors file.</summary>
public sealed class SafetensorsTensor
{
    private readonly long[] _shape;

    /// <summary>A tensor over bytes that are not copied.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its number type.</param>
    /// <param name="shape">Its shape; empty for a scalar.</param>
    /// <param name="data">Its numbers, little-endian and row-major.</param>
    /// <exception cref="ArgumentException">The bytes do not fit the shape, or the name is reserved.</exception>
    public SafetensorsTensor(string name, TensorType type, ReadOnlySpan<long> shape, ReadOnlyMemory<byte> data)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == SafetensorsFile.MetadataName)
            throw new ArgumentException($"'{name}' is reserved for metadata.", nameof(name));
        foreach (long size in shape)
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
        long expected = checked(TensorTypes.Count(shape) * TensorTypes.SizeOf(type));
        if (data.Length != expected)
        {
            throw new ArgumentException(
                $"'{name}' {type}{TensorTypes.Print(shape)} takes {expected} bytes, not {data.Length}.", nameof(data));
        }

        Name = name;
        Type = type;
        _shape = shape.ToArray();
        Data = data;
    }

    private SafetensorsTensor(string name, TensorType type, long[] shape, ReadOnlyMemory<byte> data)
    {
        Name = name;
        Type = type;
        _shape = shape;
        Data = data;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its number type.</summary>
    public TensorType Type { get; }

    /// <summary>Its shape; empty for a scalar.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Its numbers, little-endian and row-major.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Data.Length / TensorTypes.SizeOf(Type);

    /// <summary>A tensor that copies values: float gives F32, double F64, and so on.</summary>
    /// <exception cref="NotSupportedException">
    /// The type has no place in a safetensors file, or the values take more than one array of bytes can hold, 2 GB.
    /// </exception>
    public static SafetensorsTensor From<T>(string name, ReadOnlySpan<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        TensorType type = TypeOf<T>();
        long bytes = (long)values.Length * TensorTypes.SizeOf(type);
        if (bytes > Array.MaxLength)
            throw new NotSupportedException($"'{name}' has {bytes} bytes, a tensor at most {Array.MaxLength}.");
        return new SafetensorsTensor(name, type, shape, MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>Copies a tensor of floats, converted to T: F16, BF16, F32 or F64.</summary>
    /// <exception cref="ArgumentException">The target's length is not <see cref="Count"/>.</exception>
    /// <exception cref="NotSupportedException">The tensor holds no such floats.</exception>
    public void CopyTo<T>(Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (target.Length != Count)
            throw new ArgumentException($"'{Name}' has {Count} floats, the target {target.Length}.", nameof(target));
        ReadOnlySpan<byte> data = Data.Span;
        if (IsOf<T>())
        {
            data.CopyTo(MemoryMarshal.AsBytes(target));
            return;
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Type switch
            {
                TensorType.F16 => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(data[(2 * i)..])),
                TensorType.BF16 => T.CreateTruncating(BitConverter.UInt32BitsToSingle(
                    (uint)BinaryPrimitives.ReadUInt16LittleEndian(data[(2 * i)..]) << 16)),
                TensorType.F32 => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(data[(4 * i)..])),
                TensorType.F64 => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(data[(8 * i)..])),
                _ => throw new NotSupportedException($"'{Name}' holds {Type}, not F16, BF16, F32 or F64."),
            };
        }
    }

    /// <summary>The numbers as they are, of the type that T stands for.</summary>
    /// <exception cref="NotSupportedException">The tensor is of another type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        if (Type != TypeOf<T>())
            throw new NotSupportedException($"'{Name}' holds {Type}, not {TypeOf<T>()}.");
        return MemoryMarshal.Cast<byte, T>(Data.Span).ToArray();
    }

    /// <summary>A tensor that has been checked, over a shape that is not copied.</summary>
    internal static SafetensorsTensor Own(string name, TensorType type, long[] shape, ReadOnlyMemory<byte> data) =>
        new(name, type, shape, data);

    /// <summary>Whether the numbers are of the type that T stands for, as this machine has them.</summary>
    private bool IsOf<T>()
        where T : unmanaged => BitConverter.IsLittleEndian
            && ((Type == TensorType.F32 && typeof(T) == typeof(float))
                || (Type == TensorType.F64 && typeof(T) == typeof(double)));

    internal bool IsFloat => Type is TensorType.F16 or TensorType.BF16 or TensorType.F32 or TensorType.F64;

    private static TensorType TypeOf<T>() => default(T) switch
    {
        _ when !BitConverter.IsLittleEndian => throw new PlatformNotSupportedException("Little-endian machines only."),
        float => TensorType.F32,
        double => TensorType.F64,
        Half => TensorType.F16,
        long => TensorType.I64,
        ulong => TensorType.U64,
        int => TensorType.I32,
        uint => TensorType.U32,
        short => TensorType.I16,
        ushort => TensorType.U16,
        sbyte => TensorType.I8,
        byte => TensorType.U8,
        bool => TensorType.BOOL,
        _ => throw new NotSupportedException($"A safetensors file cannot hold {typeof(T)}."),
    };
}
