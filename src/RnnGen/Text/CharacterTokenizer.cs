using System.Text;
using System.Text.Json;

namespace RnnGen;

/// <summary>One token a rune.</summary>
internal sealed class CharacterTokenizer(bool lowerCase) : Tokenizer
{
    internal const string Kind = "characters";

    // The tokens of ASCII texts are shared: a text of a million characters needs no million strings.
    private static readonly string[] s_ascii =
        [.. Enumerable.Range(0, 128).Select(static code => ((char)code).ToString())];

    internal override string Separator => "";

    public override string ToString() => lowerCase ? "characters, lower case" : "characters";

    private protected override IReadOnlyList<string> SplitText(string text)
    {
        var tokens = new List<string>(text.Length);
        foreach (Rune rune in (lowerCase ? text.ToLowerInvariant() : text).EnumerateRunes())
            tokens.Add(rune.IsAscii ? s_ascii[rune.Value] : rune.ToString());
        return tokens;
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind);
        writer.WriteBoolean("lowerCase", lowerCase);
        writer.WriteEndObject();
    }
}
