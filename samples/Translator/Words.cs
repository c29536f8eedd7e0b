using RnnGen;

namespace Translator;

/// <summary>
/// What a sentence is made of: words, numbers and signs, each with the space before it. So nothing is lost: the tokens
/// one behind the other are the sentence, and one is right where it is the same character by character.
/// </summary>
internal static class Words
{
    private static readonly Tokenizer s_tokenizer = Tokenizer.Words(@"\s*(?:[\p{L}\p{M}]+['’]?|\p{N}+|\S)");

    /// <summary>The English words; unknown ones share a token.</summary>
    public static Vocabulary English(IEnumerable<Pair> pairs) =>
        Vocabulary.Build(pairs.Select(static pair => pair.English), s_tokenizer);

    /// <summary>
    /// The French words behind the start and the end, which the model's step names by number: as many as the model has
    /// outputs, those that are left over without a meaning.
    /// </summary>
    public static Vocabulary French(IEnumerable<Pair> pairs, int outputs)
    {
        Vocabulary words = Vocabulary.Build(
            pairs.Select(static pair => pair.French), s_tokenizer, padding: null, unknown: null);
        string[] marked = ["<start>", "<end>", .. words.Tokens];
        int left = Math.Max(0, outputs - marked.Length);
        return FromClassNames(
            [.. marked, .. Enumerable.Range(marked.Length, left).Select(static i => $"<{i}>")]);
    }

    /// <summary>The same table again, of a loaded model's class names.</summary>
    public static Vocabulary FromClassNames(IReadOnlyList<string> names) =>
        Vocabulary.FromTokens(names, padding: null, unknown: null).WithTokenizer(s_tokenizer);
}
