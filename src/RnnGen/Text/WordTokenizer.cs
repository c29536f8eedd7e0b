using System.Text.Json;
using System.Text.RegularExpressions;

namespace RnnGen;

/// <summary>One token a match of a regular expression.</summary>
internal sealed class WordTokenizer(Regex pattern, bool lowerCase) : Tokenizer
{
    internal const string Kind = "words";

    public override string ToString() => $"words{(lowerCase ? ", lower case" : "")}: {pattern}";

    private protected override IReadOnlyList<string> SplitText(string text)
    {
        string from = lowerCase ? text.ToLowerInvariant() : text;
        var tokens = new List<string>();
        int done = 0;
        foreach (ValueMatch match in pattern.EnumerateMatches(from))
        {
            int start = match.Index, end = match.Index + match.Length;
            if (Halves(from, start))
                start--;
            if (Halves(from, end))
                end++;
            // The second half of a pair that the last token holds already.
            if (match.Length == 0 || end <= done)
                continue;
            tokens.Add(Surrogates.Replace(from[Math.Max(start, done)..end]));
            done = end;
        }

        return tokens;
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind);
        writer.WriteString("pattern", pattern.ToString());
        writer.WriteBoolean("lowerCase", lowerCase);
        writer.WriteEndObject();
    }

    private static bool Halves(string text, int at) =>
        at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);
}
