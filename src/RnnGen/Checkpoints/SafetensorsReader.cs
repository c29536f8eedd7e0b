using System.Buffers.Binary;
using System.Text.Json;

namespace RnnGen;

/// <summary>
/// Parses and checks the bytes of a safetensors file. What a header claims is believed only as far as the file is
/// long.
/// </summary>
internal sealed class SafetensorsReader
{
    // A tensor's description is an object that holds an array.
    private const int Depth = 3;

    private readonly string _path;
    private readonly FileBytes _file;
    private readonly int _dataStart;
    private readonly List<Entry> _entries = [];
    private Dictionary<string, string>? _metadata;
    private int? _digits;

    private SafetensorsReader(string path, FileBytes file, int dataStart)
    {
        _path = path;
        _file = file;
        _dataStart = dataStart;
    }

    private long DataLength => _file.Length - _dataStart;

    /// <summary>A file, which owns its bytes.</summary>
    /// <exception cref="CheckpointException">They are no whole, valid file, or were altered.</exception>
    public static SafetensorsFile Parse(string path, FileBytes file)
    {
        const int Prefix = SafetensorsFile.PrefixLength;
        if (file.Length < Prefix)
        {
            throw new CheckpointException(
                path, null, $"the file has {file.Length} bytes; expected at least {Prefix} (truncated?).");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Slice(0, Prefix).Span);
        if (length > SafetensorsHeader.Longest)
        {
            throw new CheckpointException(
                path,
                null,
                $"the header claims {length} bytes; at most {SafetensorsHeader.Longest} are allowed "
                + "(no safetensors file?).");
        }

        if ((long)length > file.Length - Prefix)
        {
            throw new CheckpointException(
                path,
                null,
                $"the header claims {length} bytes; the file has {file.Length - Prefix} left (truncated?).");
        }

        var reader = new SafetensorsReader(path, file, Prefix + (int)length);
        reader.ParseHeader();
        SafetensorsFile read = reader.Assemble();
        FileSeal.Verify(path, file, read.Metadata, reader._digits);
        return read;
    }

    private void ParseHeader()
    {
        const int Prefix = SafetensorsFile.PrefixLength;
        ReadOnlySpan<byte> header = _file.Slice(Prefix, _dataStart - Prefix).Span;
        if (header.IsEmpty || header[0] != (byte)'{')
            throw Fail(null, "the header does not begin with '{'.");
        try
        {
            var json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = Depth });
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                json.Read();
                if (name == SafetensorsFile.MetadataName)
                    ParseMetadata(ref json);
                else
                    ParseEntry(ref json, name);
            }

            json.Read(); // throws unless only white space follows
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CheckpointException(_path, null, $"the header is not valid JSON in UTF-8: {e.Message}", e);
        }
    }

    private void ParseMetadata(ref Utf8JsonReader json)
    {
        Expect(_metadata is null, SafetensorsFile.MetadataName, "the name occurs twice.");
        Expect(json.TokenType == JsonTokenType.StartObject, null, "metadata must be an object of strings.");
        _metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            if (json.TokenType != JsonTokenType.String)
                throw Fail(null, $"metadata '{Excerpt.Of(key)}' must be a string.");
            if (_metadata.Count == SafetensorsFile.MostMetadata)
                throw Fail(null, $"metadata has more than {SafetensorsFile.MostMetadata} strings.");
            if (!_metadata.TryAdd(key, json.GetString()!))
                throw Fail(null, $"metadata '{Excerpt.Of(key)}' occurs twice.");
            if (key == FileSeal.HashKey)
                _digits = FindDigits(in json);
        }
    }

    private int FindDigits(ref readonly Utf8JsonReader json)
    {
        int length = json.ValueSpan.Length;
        if (length != FileSeal.Digits)
        {
            throw Fail(
                null,
                $"metadata '{FileSeal.HashKey}' has {length} characters; expected {FileSeal.Digits} digits.");
        }

        return SafetensorsFile.PrefixLength + (int)json.TokenStartIndex + 1;
    }

    private void ParseEntry(ref Utf8JsonReader json, string name)
    {
        Expect(json.TokenType == JsonTokenType.StartObject, name, "its description must be an object.");
        if (name.Length == 0)
            throw Fail(name, "a tensor must have a name.");
        if (_entries.Count == SafetensorsFile.MostTensors)
            throw Fail(name, $"the file has more than {SafetensorsFile.MostTensors} tensors.");
        TensorType? type = null;
        long[]? shape = null;
        Span<long> numbers = stackalloc long[SafetensorsFile.MostDimensions];
        (long Begin, long End)? offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            // compared as they stand: names of fields are not worth a string each
            if (json.ValueTextEquals("dtype"u8))
            {
                json.Read();
                Expect(type is null && json.TokenType == JsonTokenType.String, name, "dtype must be one string.");
                type = TensorTypes.TryParse(json.GetString()!, out TensorType known)
                    ? known
                    : throw Fail(name, $"unknown dtype '{Excerpt.Of(json.GetString()!)}'.");
            }
            else if (json.ValueTextEquals("shape"u8))
            {
                Expect(shape is null, name, "shape occurs twice.");
                int count = ParseNumbers(ref json, name, "shape", numbers);
                shape = numbers[..count].ToArray();
            }
            else if (json.ValueTextEquals("data_offsets"u8))
            {
                Expect(offsets is null, name, "data_offsets occurs twice.");
                int count = ParseNumbers(ref json, name, "data_offsets", numbers);
                if (count != 2)
                    throw Fail(name, $"data_offsets must hold 2 integers, not {count}.");
                offsets = (numbers[0], numbers[1]);
            }
            else
            {
                string field = Excerpt.Of(json.GetString()!);
                throw Fail(name, $"unknown field '{field}'; expected dtype, shape and data_offsets.");
            }
        }

        _entries.Add(Check(name, type, shape, offsets));
    }

    private int ParseNumbers(ref Utf8JsonReader json, string name, string field, scoped Span<long> numbers)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
            throw Fail(name, $"{field} must be an array.");
        int count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            // "-0" is a number for JSON, and no unsigned integer for the format
            long number = -1;
            bool valid = json.TokenType == JsonTokenType.Number && json.ValueSpan[0] != (byte)'-'
                && json.TryGetInt64(out number);
            if (!valid)
                throw Fail(name, $"{field} must hold integers of at least 0.");
            if (count == numbers.Length)
                throw Fail(name, $"{field} holds more than {numbers.Length} integers.");
            numbers[count++] = number;
        }

        return count;
    }

    private Entry Check(string name, TensorType? declared, long[]? shape, (long Begin, long End)? offsets)
    {
        if (declared is not { } type || shape is null || offsets is not var (begin, end))
            throw Fail(name, "dtype, shape and data_offsets must all be given.");
        if (begin > end)
            throw Fail(name, $"its data begins at {begin} and ends at {end}.");
        if (end > DataLength)
            throw Fail(name, $"its data ends at {end}; the file has {DataLength} bytes of it (truncated?).");
        if (TensorTypes.Bytes(type, shape) is not { } expected)
            throw Fail(name, $"shape {TensorTypes.Print(shape)} is too large.");
        if (expected != end - begin)
        {
            throw Fail(
                name,
                $"{type}{TensorTypes.Print(shape)} takes {expected} bytes, data_offsets give {end - begin}.");
        }

        if (expected > Array.MaxLength)
            throw Fail(name, $"it has {expected} bytes; at most {Array.MaxLength} of one tensor are read.");
        return new Entry(name, type, shape, begin, (int)expected);
    }

    /// <summary>The data must be covered without a gap or an overlap.</summary>
    private SafetensorsFile Assemble()
    {
        _entries.Sort(static (a, b) => (a.Begin, a.Length).CompareTo((b.Begin, b.Length)));
        var tensors = new SafetensorsTensor[_entries.Count];
        var byName = new Dictionary<string, SafetensorsTensor>(tensors.Length, StringComparer.Ordinal);
        long covered = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            Entry entry = _entries[i];
            if (entry.Begin != covered)
            {
                throw Fail(entry.Name, $"its data begins at {entry.Begin}" + (entry.Begin < covered
                    ? $", inside another tensor's, which ends at {covered}."
                    : $"; expected {covered}, where the last tensor ends."));
            }

            covered += entry.Length;
            ReadOnlyMemory<byte> data = _file.Slice(_dataStart + entry.Begin, entry.Length);
            tensors[i] = SafetensorsTensor.Own(entry.Name, entry.Type, entry.Shape, data);
            Expect(byName.TryAdd(entry.Name, tensors[i]), entry.Name, "the name occurs twice.");
        }

        if (covered != DataLength)
            throw Fail(null, $"the tensors take {covered} bytes, the file has {DataLength} for them.");
        return new SafetensorsFile(_path, tensors, _metadata ?? [], byName, _file);
    }

    private void Expect(bool condition, string? tensor, string problem)
    {
        if (!condition)
            throw Fail(tensor, problem);
    }

    private CheckpointException Fail(string? tensor, string problem) => new(_path, tensor, problem);

    private readonly record struct Entry(string Name, TensorType Type, long[] Shape, long Begin, int Length);
}
