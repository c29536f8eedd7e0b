using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace RnnGen.Npz;

/// <summary>
/// The head of a .npy array (NEP 1): the mark, a version, and a literal of a Python dictionary of <c>descr</c>,
/// <c>fortran_order</c> and <c>shape</c>.
/// </summary>
/// <param name="Type">The number type.</param>
/// <param name="Shape">The shape.</param>
/// <param name="IsFortran">Whether the first index runs fastest.</param>
/// <param name="Length">Bytes of the head.</param>
internal sealed record NpyHeader(TensorType Type, long[] Shape, bool IsFortran, int Length)
{
    // As NumPy's own reader; a literal is some hundred characters long.
    private const int LongestText = 10_000;
    private const int Alignment = 64;

    private static readonly (string Name, TensorType Type)[] s_types =
    [
        ("<f4", TensorType.F32), ("<f8", TensorType.F64), ("<f2", TensorType.F16), ("|b1", TensorType.BOOL),
        ("|i1", TensorType.I8), ("|u1", TensorType.U8), ("<i2", TensorType.I16), ("<u2", TensorType.U16),
        ("<i4", TensorType.I32), ("<u4", TensorType.U32), ("<i8", TensorType.I64), ("<u8", TensorType.U64),
    ];

    /// <summary>The mark that arrays begin with.</summary>
    public static ReadOnlySpan<byte> Mark => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the head of an array.</summary>
    /// <exception cref="FormatException">It is damaged, or an array of what is no number here.</exception>
    public static NpyHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 10 || !bytes.StartsWith(Mark))
            throw new FormatException("it does not begin as a .npy array does.");
        int major = bytes[6];
        if (major is < 1 or > 3)
            throw new FormatException($"its format is version {major}; 1, 2 and 3 are read.");
        int start = major == 1 ? 10 : 12;
        if (bytes.Length < start)
            throw new FormatException("its head is cut.");
        uint length = major == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > LongestText || length > bytes.Length - start)
            throw new FormatException($"its head claims {length} characters; at most {LongestText} are read.");
        var text = new NpyText(Encoding.Latin1.GetString(bytes.Slice(start, (int)length)));
        return Parse(text, start + (int)length);
    }

    /// <summary>The head of an array in the order of C, padded so that the numbers are aligned.</summary>
    /// <exception cref="NotSupportedException">NumPy has no such numbers.</exception>
    public static byte[] Print(TensorType type, ReadOnlySpan<long> shape)
    {
        string? descr = s_types.FirstOrDefault(row => row.Type == type).Name
            ?? throw new NotSupportedException($"A .npy array cannot hold {type}.");
        string sizes = string.Join(", ", shape.ToArray().Select(static n => n.ToString(CultureInfo.InvariantCulture)));
        string comma = shape.Length == 1 ? "," : "";
        string text = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({sizes}{comma}), }}";
        int length = (10 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] head = new byte[length];
        head.AsSpan().Fill((byte)' ');
        Mark.CopyTo(head);
        head[6] = 1;
        head[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), (ushort)(length - 10));
        Encoding.ASCII.GetBytes(text, head.AsSpan(10));
        head[^1] = (byte)'\n';
        return head;
    }

    private static NpyHeader Parse(NpyText text, int length)
    {
        TensorType? type = null;
        bool? isFortran = null;
        long[]? shape = null;
        text.Expect('{');
        while (!text.Take('}'))
        {
            string key = text.String();
            text.Expect(':');
            switch (key)
            {
                case "descr" when type is null:
                    type = TypeOf(text.String());
                    break;
                case "fortran_order" when isFortran is null:
                    isFortran = text.Flag();
                    break;
                case "shape" when shape is null:
                    shape = text.Tuple(SafetensorsFile.MostDimensions);
                    break;
                default:
                    throw new FormatException($"its head has '{Excerpt.Of(key)}', or has it twice.");
            }

            if (!text.Take(','))
            {
                text.Expect('}');
                break;
            }
        }

        text.End();
        return type is { } known && isFortran is { } fortran && shape is not null
            ? new NpyHeader(known, shape, fortran, length)
            : throw new FormatException("its head must have descr, fortran_order and shape.");
    }

    private static TensorType TypeOf(string descr)
    {
        foreach ((string name, TensorType type) in s_types)
        {
            // '=' and '|' are what some writers say of what has one order only
            if (name == descr || (name[0] == '|' && descr.Length == 3 && descr.AsSpan(1).SequenceEqual(name.AsSpan(1))))
                return type;
        }

        string why = descr.StartsWith('>') ? "; the bytes of its numbers are the wrong way round: save a.astype('<f4')"
            : descr.Contains('O', StringComparison.Ordinal) ? "; objects are pickles, which are not read" : "";
        throw new FormatException($"it holds '{Excerpt.Of(descr)}', not numbers such as '<f4', '<f8' or '<f2'{why}.");
    }
}
