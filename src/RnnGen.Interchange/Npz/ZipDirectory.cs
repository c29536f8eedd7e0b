using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace RnnGen.Npz;

/// <summary>
/// Reads the directory of a zip file (APPNOTE 6.3) and what its entries hold: stored or deflated, not encrypted, on one
/// disk, below 4 GB. Claims are believed as far as the file is long.
/// </summary>
internal sealed class ZipDirectory
{
    private const uint EndMark = 0x06054B50, EntryMark = 0x02014B50, LocalMark = 0x04034B50;
    private const int EndLength = 22, EntryLength = 46, LocalLength = 30, LongestComment = ushort.MaxValue;

    // What 0xFFFFFFFF stands for is in a zip64 record.
    private const uint Elsewhere = uint.MaxValue;

    // A file that is small may unfold to this much; a larger one to a multiple of itself.
    private const long SmallestBound = 8 << 20;
    private const int LargestRatio = 3;
    private const int MostEntries = 16_384;

    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly FileBytes _file;
    private long _reserved;
    private long _packed;

    private ZipDirectory(string path, FileBytes file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>The entries, in the order of the directory.</summary>
    public List<ZipEntry> Entries { get; } = [];

    /// <summary>Reads the directory.</summary>
    /// <exception cref="CheckpointException">It is damaged, or more than is read here.</exception>
    public static ZipDirectory Read(string path, FileBytes file)
    {
        var directory = new ZipDirectory(path, file);
        directory.Parse();
        return directory;
    }

    /// <summary>What an entry holds, checked against its checksum.</summary>
    /// <exception cref="CheckpointException">It is damaged.</exception>
    public ReadOnlyMemory<byte> Content(ZipEntry entry)
    {
        ReadOnlySpan<byte> local = Part(entry.Start, LocalLength, entry.Name).Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalMark)
            throw Fail(entry.Name, "the directory leads to something else.");
        int extra = BinaryPrimitives.ReadUInt16LittleEndian(local[26..])
            + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        ReadOnlyMemory<byte> packed = Part(entry.Start + LocalLength + extra, entry.Packed, entry.Name);
        ReadOnlyMemory<byte> content = entry.IsDeflated ? Inflate(entry, packed) : packed;
        uint checksum = Crc32.Of(content.Span);
        return checksum == entry.Checksum
            ? content
            : throw Fail(
                entry.Name, $"its CRC-32 is {checksum:x8}, the directory says {entry.Checksum:x8}: it was altered.");
    }

    /// <summary>Asks for memory beside the file.</summary>
    /// <exception cref="CheckpointException">All together it would be a multiple of the file.</exception>
    public void Reserve(string name, long bytes)
    {
        // weights hardly compress: what unfolds to much more was made to fill memory
        _reserved += bytes;
        if (_reserved > Math.Max(SmallestBound, LargestRatio * _file.Length))
        {
            throw Fail(
                name,
                $"with it the file unfolds to more than {LargestRatio} times its size; save it with np.savez, not "
                    + "np.savez_compressed, in the order of C.");
        }
    }

    private void Parse()
    {
        if (_file.Length < EndLength)
            throw Fail(null, $"the file has {_file.Length} bytes, a zip file at least {EndLength} (truncated?).");
        int tail = (int)Math.Min(_file.Length, EndLength + LongestComment);
        long tailStart = _file.Length - tail;
        ReadOnlySpan<byte> end = FindEnd(_file.Slice(tailStart, tail).Span);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end[4..]) != 0)
            throw Fail(null, "the zip file is on several disks.");
        int count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (count == ushort.MaxValue || length == Elsewhere || start == Elsewhere)
            throw Fail(null, "the zip file is a zip64 one of more than 65,534 entries or 4 GB; use safetensors.");
        if (count > MostEntries)
            throw Fail(null, $"the zip file has {count} entries; at most {MostEntries} are read.");
        if (start + (long)length > _file.Length)
            throw Fail(null, $"the directory ends at {start + (long)length}, the file at {_file.Length} (truncated?).");
        if (length < (long)count * EntryLength)
            throw Fail(null, $"the directory has {length} bytes, too few for {count} entries.");
        Entries.Capacity = count;
        ReadOnlySpan<byte> directory = _file.Slice(start, checked((int)length)).Span;
        for (int i = 0; i < count; i++)
            directory = directory[ParseEntry(directory, i)..];
        if (!directory.IsEmpty)
            throw Fail(null, $"the directory is {directory.Length} bytes longer than its {count} entries.");
    }

    private ReadOnlySpan<byte> FindEnd(ReadOnlySpan<byte> tail)
    {
        for (int at = tail.Length - EndLength; at >= 0; at--)
        {
            ReadOnlySpan<byte> end = tail[at..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) == EndMark
                && BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) == end.Length - EndLength)
            {
                return end;
            }
        }

        throw Fail(null, "the zip file has no directory at its end (truncated?).");
    }

    /// <summary>Adds an entry; returns its length in the directory.</summary>
    private int ParseEntry(ReadOnlySpan<byte> directory, int number)
    {
        if (directory.Length < EntryLength || BinaryPrimitives.ReadUInt32LittleEndian(directory) != EntryMark)
            throw Fail(null, $"entry {number} of the directory is damaged.");
        ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(directory[8..]);
        ushort method = BinaryPrimitives.ReadUInt16LittleEndian(directory[10..]);
        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(directory[20..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
        int whole = EntryLength + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(directory[30..])
            + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
        if (directory.Length < whole)
            throw Fail(null, $"entry {number} of the directory ends beyond it.");
        string name = Name(directory.Slice(EntryLength, nameLength), number);
        if ((flags & 1) != 0)
            throw Fail(name, "it is encrypted.");
        if (method is not (0 or 8))
            throw Fail(name, $"it is compressed by method {method}; stored (0) and deflated (8) ones are read.");
        if (packed == Elsewhere || length == Elsewhere || length > Array.MaxLength || packed > Array.MaxLength)
            throw Fail(name, "it is larger than 2 GB; use safetensors.");
        if (packed > _file.Length || (method == 0 && packed != length))
            throw Fail(name, $"it claims {packed} bytes in a file of {_file.Length}, for {length}.");
        _packed += packed;
        if (_packed > _file.Length)
            throw Fail(name, "the entries overlap.");
        Entries.Add(new ZipEntry(
            name,
            BinaryPrimitives.ReadUInt32LittleEndian(directory[42..]),
            (int)packed,
            (int)length,
            BinaryPrimitives.ReadUInt32LittleEndian(directory[16..]),
            method == 8));
        return whole;
    }

    private string Name(ReadOnlySpan<byte> bytes, int number)
    {
        try
        {
            return s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new CheckpointException(_path, null, $"the name of entry {number} is not UTF-8.", e);
        }
    }

    private byte[] Inflate(ZipEntry entry, ReadOnlyMemory<byte> packed)
    {
        Reserve(entry.Name, (long)entry.Length + entry.Packed);
        var content = new byte[entry.Length];
        try
        {
            using var source = new MemoryStream(packed.ToArray(), writable: false);
            using var inflate = new DeflateStream(source, CompressionMode.Decompress);
            inflate.ReadExactly(content);
            if (inflate.ReadByte() >= 0)
                throw Fail(entry.Name, $"it is longer than the {entry.Length} bytes that the directory says.");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new CheckpointException(_path, entry.Name, $"it cannot be unfolded: {e.Message}", e);
        }

        return content;
    }

    private ReadOnlyMemory<byte> Part(long start, int length, string name) => start + length <= _file.Length
        ? _file.Slice(start, length)
        : throw Fail(name, $"it ends at {start + length}, the file at {_file.Length} (truncated?).");

    private CheckpointException Fail(string? name, string problem) => new(_path, name, problem);
}
