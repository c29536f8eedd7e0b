using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace RnnGen.Onnx.Format;

/// <summary>Writes the fields of a protocol buffer's message, in pieces: large data is not copied.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0, Bytes = 2, Fixed32 = 5;

    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private ArrayBufferWriter<byte> _open = new();
    private long _length;

    /// <summary>Bytes so far.</summary>
    public long Length => _length + _open.WrittenCount;

    public ProtoWriter Number(int field, long value)
    {
        Tag(field, Varint);
        Write((ulong)value);
        return this;
    }

    public ProtoWriter Float(int field, float value)
    {
        Tag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_open.GetSpan(4), value);
        _open.Advance(4);
        return this;
    }

    public ProtoWriter Text(int field, string value)
        => value.Length == 0 ? this : TextOrEmpty(field, value);

    /// <summary>A text that counts where it is empty.</summary>
    public ProtoWriter TextOrEmpty(int field, string value) => Data(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Data(int field, ReadOnlyMemory<byte> value)
    {
        Tag(field, Bytes);
        Write((ulong)value.Length);
        Close();
        Add(value);
        return this;
    }

    public ProtoWriter Message(int field, Action<ProtoWriter> body)
    {
        var inner = new ProtoWriter();
        body(inner);
        inner.Close();
        Tag(field, Bytes);
        Write((ulong)inner.Length);
        Close();
        foreach (ReadOnlyMemory<byte> piece in inner._pieces)
            Add(piece);
        return this;
    }

    public void WriteTo(Stream stream)
    {
        Close();
        foreach (ReadOnlyMemory<byte> piece in _pieces)
            stream.Write(piece.Span);
    }

    private void Tag(int field, int kind) => Write((ulong)((field << 3) | kind));

    private void Write(ulong value)
    {
        Span<byte> span = _open.GetSpan(10);
        int length = 0;
        for (; value > 0x7f; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _open.Advance(length);
    }

    private void Close()
    {
        if (_open.WrittenCount == 0)
            return;
        ReadOnlyMemory<byte> written = _open.WrittenMemory;
        _open = new ArrayBufferWriter<byte>();
        Add(written);
    }

    private void Add(ReadOnlyMemory<byte> piece)
    {
        _pieces.Add(piece);
        _length += piece.Length;
    }
}
