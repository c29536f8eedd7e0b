using System.Text.Json;
using System.Text.RegularExpressions;
using RnnGen.Data;

namespace RnnGen;

/// <summary>
/// Splits a text into tokens. The built-in ones depend on the text alone, never on a culture or on the machine, and are
/// saved with the <see cref="Vocabulary"/> they belong to.
/// </summary>
public abstract class Tokenizer
{
    /// <summary>
    /// The pattern of <see cref="Words"/>: runs of letters and apostrophes, runs of digits, and every other character
    /// that is not white space by itself.
    /// </summary>
    public const string WordPattern =
        @"[\p{L}\p{M}']+|\p{N}+|[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\s\p{L}\p{M}\p{N}']";

    private protected Tokenizer()
    {
    }

    /// <summary>
    /// One token a Unicode scalar value (a rune, so that an emoji outside the basic plane is one token), white space
    /// included. An unpaired surrogate becomes U+FFFD. Runes, not grapheme clusters: what a cluster is changes with
    /// the version of Unicode, and a saved model must not.
    /// </summary>
    /// <param name="lowerCase">Whether the text is first made lower case, invariantly.</param>
    public static Tokenizer Characters(bool lowerCase = false) => new CharacterTokenizer(lowerCase);

    /// <summary>
    /// The matches of a regular expression, in their order; what no match covers is dropped. A match never halves a
    /// surrogate pair: it is widened to the whole one.
    /// </summary>
    /// <param name="pattern">A .NET regular expression; <see cref="WordPattern"/> by default.</param>
    /// <param name="lowerCase">Whether the text is first made lower case, invariantly.</param>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public static Tokenizer Words(string pattern = WordPattern, bool lowerCase = false)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        try
        {
            return new WordTokenizer(new Regex(pattern, RegexOptions.CultureInvariant), lowerCase);
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException(
                $"pattern is \"{pattern}\", which is no regular expression: {error.Message}", nameof(pattern), error);
        }
    }

    /// <summary>
    /// A function of the caller's. It cannot be saved: a vocabulary that is loaded again asks for it by
    /// <see cref="Vocabulary.WithTokenizer"/>, unless the model has a vocabulary with a custom one already.
    /// </summary>
    /// <param name="split">Gives the tokens of a text.</param>
    public static Tokenizer Custom(Func<string, IEnumerable<string>> split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return new CustomTokenizer(split);
    }

    /// <summary>The tokens of a text, in their order.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidOperationException">
    /// A custom tokenizer was loaded and not set again, or gave null.
    /// </exception>
    public IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SplitText(text);
    }

    private protected abstract IReadOnlyList<string> SplitText(string text);

    /// <summary>What stands between tokens in a text made of them.</summary>
    internal virtual string Separator => " ";

    /// <summary>Writes the tokenizer as one json object.</summary>
    internal abstract void Write(Utf8JsonWriter writer);

    internal static Tokenizer Read(JsonElement json)
    {
        string kind = JsonFields.Text(json, "kind");
        return kind switch
        {
            CharacterTokenizer.Kind => Characters(JsonFields.Flag(json, "lowerCase")),
            WordTokenizer.Kind => Words(JsonFields.Text(json, "pattern"), JsonFields.Flag(json, "lowerCase")),
            CustomTokenizer.Kind => new CustomTokenizer(null),
            _ => throw new FormatException(
                $"\"kind\": expected \"characters\", \"words\" or \"custom\", found \"{kind}\"."),
        };
    }
}
