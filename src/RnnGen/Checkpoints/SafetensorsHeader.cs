using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace RnnGen;

/// <summary>Prints the first bytes of a safetensors file: the length and the JSON header.</summary>
internal static class SafetensorsHeader
{
    /// <summary>The longest header; the reference implementation reads no longer one.</summary>
    public const long Longest = 100_000_000;

    /// <summary>The header, padded with spaces to a multiple of 8.</summary>
    /// <exception cref="ArgumentException">It would be longer than a reader takes.</exception>
    public static byte[] Print(
        IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
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
        if (length > Longest)
        {
            throw new ArgumentException(
                $"metadata and names take {length} bytes; a safetensors header has at most {Longest}.",
                nameof(metadata));
        }

        byte[] header = new byte[SafetensorsFile.PrefixLength + length];
        BinaryPrimitives.WriteInt64LittleEndian(header, length);
        header.AsSpan(SafetensorsFile.PrefixLength).Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header.AsSpan(SafetensorsFile.PrefixLength));
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsFile.MetadataName);
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
