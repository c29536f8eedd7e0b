using RnnGen;

namespace ShakespeareLetters;

/// <summary>The 65 characters of the published text; the sample's own text has some of them.</summary>
internal static class Alphabet
{
    private const string Signs = "\n !$&',-.3:;?";

    /// <summary>A token each. None stands for unknown characters: a text with others is refused.</summary>
    public static Vocabulary Letters { get; } = Vocabulary
        .FromTokens([.. Signs.Concat(Range('A', 'Z')).Concat(Range('a', 'z')).Select(static c => $"{c}")], null, null)
        .WithTokenizer(Tokenizer.Characters());

    private static IEnumerable<char> Range(char first, char last) =>
        Enumerable.Range(first, last - first + 1).Select(static code => (char)code);
}
