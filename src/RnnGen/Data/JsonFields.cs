using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RnnGen.Data;

/// <summary>
/// Reads small json objects with one kind of error: FormatException with what was expected and found.
/// </summary>
internal static class JsonFields
{
    public static string Write(Action<Utf8JsonWriter> content)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
            content(writer);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Runs <paramref name="read"/> on the object that is the root of <paramref name="json"/>.</summary>
    /// <exception cref="FormatException">
    /// The text is no json, or <paramref name="read"/> found what it cannot use.
    /// </exception>
    public static TResult Read<TResult>(string json, string what, Func<JsonElement, TResult> read)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(document.RootElement)
                : throw new FormatException($"expected an object, found {Kind(document.RootElement)}.");
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new FormatException($"This is no {what}: {error.Message}", error);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"This {what} cannot be used: {error.Message}", error);
        }
    }

    public static JsonElement Field(JsonElement parent, string name, JsonValueKind kind)
    {
        JsonElement value = Optional(parent, name);
        return value.ValueKind == kind
            ? value
            : throw new FormatException($"\"{name}\": expected {kind}, found {Kind(value)}.");
    }

    /// <summary>The member, or Undefined.</summary>
    public static JsonElement Optional(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) ? value : default;

    public static string Text(JsonElement parent, string name) =>
        Field(parent, name, JsonValueKind.String).GetString()!;

    public static bool Flag(JsonElement parent, string name) =>
        Optional(parent, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value
            ? value.GetBoolean()
            : throw new FormatException(
                $"\"{name}\": expected true or false, found {Kind(Optional(parent, name))}.");

    public static string[] Texts(JsonElement parent, string name)
    {
        JsonElement array = Field(parent, name, JsonValueKind.Array);
        var texts = new string[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            texts[i] = item.ValueKind == JsonValueKind.String
                ? item.GetString()!
                : throw new FormatException($"\"{name}\"[{i}]: expected String, found {Kind(item)}.");
            i++;
        }

        return texts;
    }

    public static double[] Numbers(JsonElement parent, string name)
    {
        JsonElement array = Field(parent, name, JsonValueKind.Array);
        var numbers = new double[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetDouble(out numbers[i]))
                throw new FormatException($"\"{name}\"[{i}]: expected Number, found {Kind(item)}.");
            i++;
        }

        return numbers;
    }

    private static string Kind(JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? "nothing" : value.ValueKind.ToString();
}
