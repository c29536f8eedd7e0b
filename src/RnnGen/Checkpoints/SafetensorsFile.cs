using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace RnnGen;

/// <summary>
/// A safetensors file (github.com/huggingface/safetensors): the header's length in 8 bytes, a JSON header, the numbers.
/// Reading is as strict as the reference implementation; writing never leaves half a file.
/// </summary>
public sealed class SafetensorsFile
{
    internal const string MetadataName = "__metadata__";
    internal const int PrefixLength = 8;

    private readonly Dictionary<string, SafetensorsTensor> _byName;

    internal SafetensorsFile(
        string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Path = path;
        Tensors = tensors;
        Metadata = metadata;
        _byName = tensors.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>Its tensors, in the order of their numbers.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Its metadata; empty if it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of a name, or null.</summary>
    public SafetensorsTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a file and checks all of it.</summary>
    /// <exception cref="CheckpointException">It is not a whole, valid safetensors file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
        {
            throw new CheckpointException(
                path, null, $"the file has {length} bytes; at most {Array.MaxLength} are read.");
        }

        return SafetensorsReader.Parse(path, File.ReadAllBytes(path));
    }

    /// <summary>
    /// Writes a file durably: beside, flushed, renamed. Tensors of wider numbers come first, so that all are aligned.
    /// </summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">Any strings, or null.</param>
    /// <exception cref="ArgumentException">Two tensors have one name.</exception>
    /// <exception cref="IOException">The disk did not take it; the old file stays.</exception>
    public static void Write(
        string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"Two tensors are named '{tensor.Name}'.", nameof(tensors));
        }

        SafetensorsTensor[] ordered = [.. tensors.OrderByDescending(static t => TensorTypes.SizeOf(t.Type))];
        byte[] header = Header(ordered, metadata);
        DurableFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (SafetensorsTensor tensor in ordered)
                stream.Write(tensor.Data.Span);
        });
    }

    /// <summary>The length and the JSON header, padded with spaces to a multiple of 8.</summary>
    private static byte[] Header(SafetensorsTensor[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
                WriteMetadata(json, metadata);
            long offset = 0;
            foreach (SafetensorsTensor tensor in tensors)
            {
                WriteTensor(json, tensor, offset);
                offset += tensor.Data.Length;
            }

            json.WriteEndObject();
        }

        int length = (buffer.WrittenCount + 7) / 8 * 8;
        byte[] header = new byte[PrefixLength + length];
        BinaryPrimitives.WriteInt64LittleEndian(header, length);
        header.AsSpan(PrefixLength).Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header.AsSpan(PrefixLength));
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataName);
        foreach ((string key, string value) in metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, SafetensorsTensor tensor, long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type.ToString());
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.Data.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
