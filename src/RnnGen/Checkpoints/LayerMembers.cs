using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RnnGen;

/// <summary>
/// What a text says of a layer, member by member as it stands there: what <see cref="LayerFile"/> writes and what the
/// generator emits say it alike. Read without a document, as a file may say much and a model's text goes on.
/// </summary>
internal sealed class LayerMembers
{
    private const int LongestText = 512;

    private static readonly string[] s_names =
        Array.ConvertAll(Enum.GetNames<LayerMember>(), static name => name.ToLowerInvariant());

    private readonly string?[] _values;

    private LayerMembers(string?[] values) => _values = values;

    /// <summary>A member's text, number or flag; null where the text has none.</summary>
    public string? this[LayerMember member] => _values[(int)member];

    /// <summary>The layers of a text by their names; none of what is no such text.</summary>
    /// <param name="text">The json.</param>
    /// <param name="names">The layers that are wanted, or null for all.</param>
    public static Dictionary<string, LayerMembers> Read(
        ReadOnlySpan<byte> text, IReadOnlyCollection<string>? names = null)
    {
        var layers = new Dictionary<string, LayerMembers>(StringComparer.Ordinal);
        var json = new Utf8JsonReader(text);
        try
        {
            if (Find(ref json, "layers"u8) && json.TokenType == JsonTokenType.StartArray)
                ReadAll(ref json, names, layers);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Who has the declaration can do without: a damaged text is the business of those who need it.
        }

        return layers;
    }

    /// <summary>Goes to the value of a member of the root.</summary>
    private static bool Find(ref Utf8JsonReader json, ReadOnlySpan<byte> member)
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = json.ValueTextEquals(member);
            json.Read();
            if (isIt)
                return true;
            json.Skip();
        }

        return false;
    }

    private static void ReadAll(
        ref Utf8JsonReader json, IReadOnlyCollection<string>? names, Dictionary<string, LayerMembers> layers)
    {
        var values = new string?[s_names.Length];
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            Array.Clear(values);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                int member = Member(ref json);
                json.Read();
                if (member >= 0)
                    values[member] = Value(ref json);
                json.Skip();
            }

            bool isWanted = values[(int)LayerMember.Name] is { } name && (names?.Contains(name) ?? true)
                && !layers.ContainsKey(name);
            if (isWanted)
                layers.Add(values[(int)LayerMember.Name]!, new LayerMembers([.. values]));
        }
    }

    private static int Member(ref Utf8JsonReader json)
    {
        for (int i = 0; i < s_names.Length; i++)
        {
            if (json.ValueTextEquals(s_names[i]))
                return i;
        }

        return -1;
    }

    private static string? Value(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.String when json.ValueSpan.Length <= LongestText => json.GetString(),
        JsonTokenType.Number when json.ValueSpan.Length <= LongestText => Encoding.UTF8.GetString(json.ValueSpan),
        JsonTokenType.StartArray => Count(json).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>How many items an array has; the reader is a copy, and stays where it is.</summary>
    private static int Count(Utf8JsonReader json)
    {
        int count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            json.Skip();
            count++;
        }

        return count;
    }
}
