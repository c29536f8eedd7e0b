using System.Text.Json;
using RnnGen.Data;

namespace RnnGen;

/// <summary>
/// A table between tokens and their indices 0 to <see cref="Count"/> - 1. It does not change once it is made. By
/// default index 0 is the padding <c>&lt;pad&gt;</c> and index 1 stands for every unknown token, <c>&lt;unk&gt;</c>.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The padding token by default.</summary>
    public const string DefaultPadding = "<pad>";

    /// <summary>The token that stands for unknown ones by default.</summary>
    public const string DefaultUnknown = "<unk>";

    private readonly string[] _tokens;
    private readonly Dictionary<string, int> _indices;

    private Vocabulary(string[] tokens, string? padding, string? unknown, Tokenizer? tokenizer)
    {
        _tokens = tokens;
        _indices = Index(tokens);
        Tokens = Array.AsReadOnly(tokens);
        PaddingIndex = padding == null ? -1 : _indices.GetValueOrDefault(padding, -1);
        UnknownIndex = unknown == null ? -1 : _indices.GetValueOrDefault(unknown, -1);
        Tokenizer = tokenizer;
    }

    private Vocabulary(Vocabulary other, Tokenizer tokenizer)
    {
        (_tokens, _indices, Tokens) = (other._tokens, other._indices, other.Tokens);
        (PaddingIndex, UnknownIndex) = (other.PaddingIndex, other.UnknownIndex);
        Tokenizer = tokenizer;
    }

    /// <summary>Number of tokens, padding and unknown included: what an embedding needs.</summary>
    public int Count => _tokens.Length;

    /// <summary>The tokens by index.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>Index of the padding token, or -1 where there is none.</summary>
    public int PaddingIndex { get; }

    /// <summary>Index that stands for unknown tokens, or -1 where there is none.</summary>
    public int UnknownIndex { get; }

    /// <summary>What <see cref="Encode(string)"/> splits a text with; null where none was set.</summary>
    public Tokenizer? Tokenizer { get; }

    /// <summary>The index of a token, or <see cref="UnknownIndex"/>.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="KeyNotFoundException">The token is absent, and no index stands for unknown ones.</exception>
    public int this[string token]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(token);
            if (_indices.TryGetValue(token, out int index))
                return index;
            return UnknownIndex >= 0
                ? UnknownIndex
                : throw new KeyNotFoundException(
                    $"token is \"{Excerpt.Escaped(token)}\", which is none of the {Count} tokens, and none stands for "
                        + "unknown ones.");
        }
    }

    /// <summary>
    /// Counts tokens and gives each an index: padding, unknown, then by descending count, equal counts by ordinal
    /// order. So the table depends on the counts alone, not on the order of the sequences.
    /// </summary>
    /// <param name="sequences">The tokens of each sequence. Padding and unknown among them are not counted.</param>
    /// <param name="minimumCount">Rarer tokens are left out; at least 1.</param>
    /// <param name="maximumSize">Most tokens of the table, padding and unknown included.</param>
    /// <param name="padding">The padding token; null for none.</param>
    /// <param name="unknown">The token that stands for unknown ones; null for none.</param>
    /// <exception cref="ArgumentException">
    /// A token is null or holds an unpaired surrogate, or padding and unknown are the same.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1, or the size below that of an empty table.
    /// </exception>
    public static Vocabulary Build(
        IEnumerable<IEnumerable<string>> sequences,
        int minimumCount = 1,
        int maximumSize = int.MaxValue,
        string? padding = DefaultPadding,
        string? unknown = DefaultUnknown)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var count = new TokenCount(minimumCount, maximumSize, padding, unknown);
        foreach (IEnumerable<string> sequence in sequences)
            count.Add(sequence, nameof(sequences));
        return new Vocabulary(count.ToTokens(), padding, unknown, null);
    }

    /// <summary>
    /// Splits texts, counts their tokens as
    /// <see cref="Build(IEnumerable{IEnumerable{string}}, int, int, string?, string?)"/> does, and keeps the tokenizer.
    /// </summary>
    /// <param name="texts">The texts.</param>
    /// <param name="tokenizer">What splits them.</param>
    /// <param name="minimumCount">Rarer tokens are left out; at least 1.</param>
    /// <param name="maximumSize">Most tokens of the table, padding and unknown included.</param>
    /// <param name="padding">The padding token; null for none.</param>
    /// <param name="unknown">The token that stands for unknown ones; null for none.</param>
    /// <exception cref="ArgumentException">As for the other overload.</exception>
    public static Vocabulary Build(
        IEnumerable<string> texts,
        Tokenizer tokenizer,
        int minimumCount = 1,
        int maximumSize = int.MaxValue,
        string? padding = DefaultPadding,
        string? unknown = DefaultUnknown)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(tokenizer);
        var count = new TokenCount(minimumCount, maximumSize, padding, unknown);
        int number = 0;
        foreach (string text in texts)
        {
            if (text == null)
                throw new ArgumentException($"{nameof(texts)} has null at element {number}.", nameof(texts));
            count.Add(tokenizer.Split(text), nameof(texts));
            number++;
        }

        return new Vocabulary(count.ToTokens(), padding, unknown, tokenizer);
    }

    /// <summary>
    /// A table of exactly these tokens, such as the names of classes: token i has index i. Where the padding or unknown
    /// token is not among them, there is none.
    /// </summary>
    /// <param name="tokens">The tokens, each once.</param>
    /// <param name="padding">The padding token; null for none.</param>
    /// <param name="unknown">The token that stands for unknown ones; null for none.</param>
    /// <exception cref="ArgumentException">
    /// A token is null, holds an unpaired surrogate or stands there twice.
    /// </exception>
    public static Vocabulary FromTokens(
        IReadOnlyList<string> tokens, string? padding = DefaultPadding, string? unknown = DefaultUnknown)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return new Vocabulary([.. tokens], padding, unknown, null);
    }

    /// <summary>The same table that splits texts with another tokenizer.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    public Vocabulary WithTokenizer(Tokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return new Vocabulary(this, tokenizer);
    }

    /// <summary>The same table; a custom tokenizer that its file could not hold is that of another table.</summary>
    internal Vocabulary WithTokenizerOf(Vocabulary? other) =>
        Tokenizer is CustomTokenizer { IsSet: false } && other?.Tokenizer is CustomTokenizer { IsSet: true } tokenizer
            ? WithTokenizer(tokenizer)
            : this;

    /// <summary>The index of a token, if the table has it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="index">Its index, or -1.</param>
    public bool TryGetIndex(string token, out int index)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (_indices.TryGetValue(token, out index))
            return true;
        index = -1;
        return false;
    }

    /// <summary>The token of an index.</summary>
    /// <param name="index">The index, 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public string TokenAt(int index) => (uint)index < (uint)Count
        ? _tokens[index]
        : throw new ArgumentOutOfRangeException(
            nameof(index), index, $"index is {index}; the vocabulary has 0 to {Count - 1}.");

    /// <summary>The indices of tokens; unknown ones get <see cref="UnknownIndex"/>. [T]</summary>
    /// <param name="tokens">The tokens. [T]</param>
    /// <exception cref="KeyNotFoundException">A token is absent, and no index stands for unknown ones.</exception>
    public int[] Encode(IEnumerable<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var indices = new List<int>(tokens.TryGetNonEnumeratedCount(out int count) ? count : 4);
        foreach (string token in tokens)
            indices.Add(this[token]);
        return [.. indices];
    }

    /// <summary>The indices of a text's tokens, as <see cref="Tokenizer"/> splits it. [T]</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidOperationException">No tokenizer is set.</exception>
    /// <exception cref="KeyNotFoundException">A token is absent, and no index stands for unknown ones.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Tokenizer != null
            ? Encode(Tokenizer.Split(text))
            : throw new InvalidOperationException(
                "The vocabulary has no tokenizer to split a text with. Set one: "
                + "vocabulary.WithTokenizer(Tokenizer.Words()), or encode tokens.");
    }

    /// <summary>The tokens of indices. [T]</summary>
    /// <param name="indices">The indices. [T]</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public string[] Decode(ReadOnlySpan<int> indices)
    {
        var tokens = new string[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            tokens[i] = (uint)indices[i] < (uint)Count
                ? _tokens[indices[i]]
                : throw new ArgumentOutOfRangeException(
                    nameof(indices),
                    indices[i],
                    $"indices has {indices[i]} at element {i}; the vocabulary has 0 to {Count - 1}.");
        }

        return tokens;
    }

    /// <summary>
    /// The text of indices: characters beside each other where <see cref="Tokenizer"/> splits into them, other tokens
    /// with a space between.
    /// </summary>
    /// <param name="indices">The indices. [T]</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public string DecodeText(ReadOnlySpan<int> indices) =>
        string.Join(Tokenizer?.Separator ?? " ", Decode(indices));

    /// <summary>The number of tokens.</summary>
    public override string ToString() => $"Vocabulary of {Count} tokens";

    /// <summary>The table and its tokenizer as one json object.</summary>
    internal string ToJson() => JsonFields.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("tokens");
        foreach (string token in _tokens)
            writer.WriteStringValue(token);
        writer.WriteEndArray();
        WriteOptional(writer, "padding", PaddingIndex);
        WriteOptional(writer, "unknown", UnknownIndex);
        if (Tokenizer != null)
        {
            writer.WritePropertyName("tokenizer");
            Tokenizer.Write(writer);
        }

        writer.WriteEndObject();
    });

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">The text is none of these; the message says where.</exception>
    internal static Vocabulary FromJson(string json) => JsonFields.Read(json, "vocabulary", static root =>
    {
        JsonElement tokenizer = JsonFields.Optional(root, "tokenizer");
        return new Vocabulary(
            JsonFields.Texts(root, "tokens"),
            ReadOptional(root, "padding"),
            ReadOptional(root, "unknown"),
            tokenizer.ValueKind == JsonValueKind.Undefined
                ? null
                : Tokenizer.Read(JsonFields.Field(root, "tokenizer", JsonValueKind.Object)));
    });

    // A special token is written by name, so that a file read by people explains itself.
    private void WriteOptional(Utf8JsonWriter writer, string name, int index)
    {
        if (index >= 0)
            writer.WriteString(name, _tokens[index]);
    }

    private static string? ReadOptional(JsonElement root, string name)
    {
        if (JsonFields.Optional(root, name).ValueKind == JsonValueKind.Undefined)
            return null;
        string token = JsonFields.Text(root, name);
        return JsonFields.Texts(root, "tokens").Contains(token)
            ? token
            : throw new FormatException($"\"{name}\": expected one of the tokens, found \"{token}\".");
    }

    private static Dictionary<string, int> Index(string[] tokens)
    {
        var indices = new Dictionary<string, int>(tokens.Length, StringComparer.Ordinal);
        for (int i = 0; i < tokens.Length; i++)
        {
            TokenCount.Check(tokens[i], nameof(tokens), i);
            if (!indices.TryAdd(tokens[i], i))
            {
                throw new ArgumentException(
                    $"tokens has \"{tokens[i]}\" at element {i} and at element {indices[tokens[i]]}.", nameof(tokens));
            }
        }

        return indices;
    }
}
