using System.Buffers.Binary;
using System.Text;

namespace RnnGen.Onnx.Format;

/// <summary>
/// Goes through the fields of one message of a protocol buffer. Every length is checked against what is left before it
/// is followed, and what is read counts against a budget that all messages of a file share.
/// </summary>
internal ref struct ProtoReader
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private readonly ReadOnlyMemory<byte> _message;
    private readonly ReadOnlySpan<byte> _span;
    private readonly ReadBudget _budget;
    private readonly string _what;
    private int _at;
    private int _kind;

    /// <summary>Begins a message.</summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="budget">What the file may still have.</param>
    /// <param name="what">Its kind, for errors.</param>
    public ProtoReader(ReadOnlyMemory<byte> message, ReadBudget budget, string what)
    {
        _message = message;
        _span = message.Span;
        _budget = budget;
        _what = what;
        budget.Count(what);
    }

    /// <summary>The field that <see cref="Next"/> has gone to.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field; what was not read of the one before must have been skipped.</summary>
    public bool Next()
    {
        if (_at >= _span.Length)
            return false;
        ulong tag = Raw();
        (Field, _kind) = ((int)Math.Min(tag >> 3, int.MaxValue), (int)(tag & 7));
        return Field > 0 ? true : throw Error("a field has the number 0");
    }

    /// <summary>A number.</summary>
    public long Number()
    {
        Require(Varint);
        return (long)Raw();
    }

    /// <summary>A number that must be in the range of int.</summary>
    public int Small()
    {
        long value = Number();
        return value is >= 0 and <= int.MaxValue ? (int)value
            : throw Error($"field {Field} is {value}; expected 0 to {int.MaxValue}");
    }

    /// <summary>A number of floating point.</summary>
    public float Float()
    {
        Require(Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(_span[Take(4)]);
    }

    /// <summary>Bytes, which stay where they are.</summary>
    public ReadOnlyMemory<byte> Data()
    {
        Require(Bytes);
        ulong length = Raw();
        if (length > (ulong)(_span.Length - _at))
            throw Error($"field {Field} has {length} bytes, and {_span.Length - _at} are left");
        return _message[Take((int)length)];
    }

    /// <summary>A text.</summary>
    public string Text()
    {
        ReadOnlyMemory<byte> data = Data();
        _budget.CountText(data.Length, _what);
        return Encoding.UTF8.GetString(data.Span);
    }

    /// <summary>Numbers of a repeated field, packed or one by one.</summary>
    public void Numbers(List<long> to)
    {
        if (_kind != Bytes)
        {
            _budget.Count(_what);
            to.Add(Number());
            return;
        }

        var packed = new ProtoReader(Data(), _budget, _what);
        while (packed._at < packed._span.Length)
        {
            _budget.Count(_what);
            to.Add((long)packed.Raw());
        }
    }

    /// <summary>Numbers of floating point of a repeated field, packed or one by one.</summary>
    public void Floats(List<float> to)
    {
        if (_kind != Bytes)
        {
            _budget.Count(_what);
            to.Add(Float());
            return;
        }

        ReadOnlySpan<byte> packed = Data().Span;
        if (packed.Length % 4 != 0)
            throw Error($"field {Field} has {packed.Length} bytes of floats");
        for (int i = 0; i < packed.Length; i += 4)
        {
            _budget.Count(_what);
            to.Add(BinaryPrimitives.ReadSingleLittleEndian(packed[i..]));
        }
    }

    /// <summary>
    /// All of a packed list, each number in a few bytes, little-endian. It takes a byte there at least, so that nothing
    /// is counted against the budget.
    /// </summary>
    /// <param name="count">How many there must be.</param>
    /// <param name="width">Bytes of a number, which must fit 1 or 2; 4 are the lower half of a negative one.</param>
    public byte[] Unpacked(long count, int width)
    {
        int found = 0;
        foreach (byte part in _span)
            found += part < 0x80 ? 1 : 0;
        if (found != count)
            throw Error($"there are {found} numbers; expected {count}");
        byte[] numbers = new byte[count * width];
        Span<byte> wide = stackalloc byte[8];
        for (int i = 0; i < numbers.Length; i += width)
        {
            ulong number = Raw();
            if (width < 4 && number >> (8 * width) != 0)
                throw Error($"{(long)number} takes more than {width} bytes");
            BinaryPrimitives.WriteUInt64LittleEndian(wide, number);
            wide[..width].CopyTo(numbers.AsSpan(i));
        }

        return _at == _span.Length ? numbers : throw Error("a number does not end");
    }

    /// <summary>Whether the field is bytes: a packed list, a text or a message.</summary>
    public readonly bool IsBytes => _kind == Bytes;

    /// <summary>Passes over the field.</summary>
    public void Skip()
    {
        switch (_kind)
        {
            case Varint:
                Raw();
                break;
            case Fixed64:
                Take(8);
                break;
            case Bytes:
                Data();
                break;
            case Fixed32:
                Take(4);
                break;
            default:
                throw Error($"field {Field} is of kind {_kind}, which no protocol buffer of today has");
        }
    }

    public readonly OnnxException Error(string problem) => new($"No ONNX file: in a {_what}, {problem}.");

    private readonly void Require(int kind)
    {
        if (_kind != kind)
            throw Error($"field {Field} is of kind {_kind}; expected {kind}");
    }

    private Range Take(int length)
    {
        if (length > _span.Length - _at)
            throw Error($"field {Field} has {length} bytes, and {_span.Length - _at} are left");
        int start = _at;
        _at += length;
        return start.._at;
    }

    private ulong Raw()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_at >= _span.Length)
                throw Error("a number does not end");
            byte part = _span[_at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw Error("a number has more than 10 bytes");
    }
}
