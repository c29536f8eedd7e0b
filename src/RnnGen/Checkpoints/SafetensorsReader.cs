using System.Buffers.Binary;
using System.Text.Json;

namespace RnnGen;

/// <summary>Parses and checks the bytes of a safetensors file.</summary>
internal sealed class SafetensorsReader
{
    private readonly string _path;
    private readonly byte[] _file;
    private readonly int _dataStart;
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _metadata;
    private Range? _digits;

    private SafetensorsReader(string path, byte[] file, int dataStart)
    {
        _path = path;
        _file = file;
        _dataStart = dataStart;
    }

    private long DataLength => _file.Length - _dataStart;

    public static SafetensorsFile Parse(string path, byte[] file)
    {
        const int Prefix = SafetensorsFile.PrefixLength;
        if (file.Length < Prefix)
        {
            throw new CheckpointException(
                path, null, $"the file has {file.Length} bytes; expected at least {Prefix} (truncated?).");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
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
        ReadOnlySpan<byte> header = _file.AsSpan(SafetensorsFile.PrefixLength.._dataStart);
        if (header.IsEmpty || header[0] != (byte)'{')
            throw Fail(null, "the header does not begin with '{'.");
        try
        {
            var json = new Utf8JsonReader(header);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                if (!_names.Add(name))
                    throw Fail(name, "the name occurs twice.");
                json.Read();
                if (name == SafetensorsFile.MetadataName)
                    _metadata = ParseMetadata(ref json);
                else
                    _entries.Add(ParseEntry(ref json, name));
            }

            json.Read(); // throws unless only white space follows
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CheckpointException(_path, null, $"the header is not valid JSON: {e.Message}", e);
        }
    }

    private Dictionary<string, string> ParseMetadata(ref Utf8JsonReader json)
    {
        Expect(json.TokenType == JsonTokenType.StartObject, null, "metadata must be an object of strings.");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            Expect(json.TokenType == JsonTokenType.String, null, $"metadata '{key}' must be a string.");
            Expect(metadata.TryAdd(key, json.GetString()!), null, $"metadata '{key}' occurs twice.");
            if (key == FileSeal.HashKey)
                _digits = FindDigits(in json);
        }

        return metadata;
    }

    private Range FindDigits(ref readonly Utf8JsonReader json)
    {
        int length = json.ValueSpan.Length;
        Expect(
            length == FileSeal.Digits,
            null,
            $"metadata '{FileSeal.HashKey}' has {length} characters; expected {FileSeal.Digits} digits.");
        int start = SafetensorsFile.PrefixLength + (int)json.TokenStartIndex + 1;
        return start..(start + length);
    }

    private Entry ParseEntry(ref Utf8JsonReader json, string name)
    {
        Expect(json.TokenType == JsonTokenType.StartObject, name, "its description must be an object.");
        string? type = null;
        long[]? shape = null, offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string field = json.GetString()!;
            json.Read();
            switch (field)
            {
                case "dtype":
                    Expect(type is null && json.TokenType == JsonTokenType.String, name, "dtype must be one string.");
                    type = json.GetString();
                    break;
                case "shape":
                    Expect(shape is null, name, "shape occurs twice.");
                    shape = ParseNumbers(ref json, name, field);
                    break;
                case "data_offsets":
                    Expect(offsets is null, name, "data_offsets occurs twice.");
                    offsets = ParseNumbers(ref json, name, field);
                    break;
                default:
                    throw Fail(name, $"unknown field '{field}'; expected dtype, shape and data_offsets.");
            }
        }

        return Check(name, type, shape, offsets);
    }

    private long[] ParseNumbers(ref Utf8JsonReader json, string name, string field)
    {
        Expect(json.TokenType == JsonTokenType.StartArray, name, $"{field} must be an array.");
        var numbers = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            long number = -1;
            bool valid = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out number) && number >= 0;
            Expect(valid, name, $"{field} must hold integers of at least 0.");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private Entry Check(string name, string? typeName, long[]? shape, long[]? offsets)
    {
        if (typeName is null || shape is null || offsets is null)
            throw Fail(name, "dtype, shape and data_offsets must all be given.");
        if (!TensorTypes.TryParse(typeName, out TensorType type))
            throw Fail(name, $"unknown dtype '{typeName}'.");
        Expect(offsets.Length == 2, name, $"data_offsets must hold 2 integers, not {offsets.Length}.");
        (long begin, long end) = (offsets[0], offsets[1]);
        Expect(begin <= end, name, $"its data begins at {begin} and ends at {end}.");
        Expect(end <= DataLength, name, $"its data ends at {end}; the file has {DataLength} bytes of it (truncated?).");
        long expected;
        try
        {
            expected = checked(TensorTypes.Count(shape) * TensorTypes.SizeOf(type));
        }
        catch (OverflowException)
        {
            throw Fail(name, $"shape {TensorTypes.Print(shape)} is too large.");
        }

        string described = $"{typeName}{TensorTypes.Print(shape)}";
        Expect(expected == end - begin, name, $"{described} takes {expected} bytes, data_offsets give {end - begin}.");
        return new Entry(name, type, shape, begin, end);
    }

    /// <summary>The data must be covered without a gap or an overlap.</summary>
    private SafetensorsFile Assemble()
    {
        var tensors = new List<SafetensorsTensor>(_entries.Count);
        long covered = 0;
        foreach (Entry entry in _entries.OrderBy(static e => e.Begin).ThenBy(static e => e.End))
        {
            string begins = $"its data begins at {entry.Begin}";
            Expect(entry.Begin >= covered, entry.Name, $"{begins}, inside another tensor's, which ends at {covered}.");
            Expect(entry.Begin == covered, entry.Name, $"{begins}; expected {covered}, where the last tensor ends.");
            covered = entry.End;
            var data = new ReadOnlyMemory<byte>(_file, _dataStart + (int)entry.Begin, (int)(entry.End - entry.Begin));
            tensors.Add(new SafetensorsTensor(entry.Name, entry.Type, entry.Shape, data));
        }

        Expect(covered == DataLength, null, $"the tensors take {covered} bytes, the file has {DataLength} for them.");
        return new SafetensorsFile(_path, tensors, _metadata ?? []);
    }

    private void Expect(bool condition, string? tensor, string problem)
    {
        if (!condition)
            throw Fail(tensor, problem);
    }

    private CheckpointException Fail(string? tensor, string problem) => new(_path, tensor, problem);

    private sealed record Entry(string Name, TensorType Type, long[] Shape, long Begin, long End);
}
