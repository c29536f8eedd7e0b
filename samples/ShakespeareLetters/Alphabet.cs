using RnnGen;

namespace ShakespeareLetters;

/// <summary>The 65 characters of the published text; the sample's own text has some of them.</summary>
internal static class Alphabet
{
    public const string All = "\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A token each. None stands for unknown characters: a text with others is refused.</summary>
    public static Vocabulary Letters { get; } = Vocabulary
        .FromTokens([.. All.Select(static letter => $"{letter}")], null, null)
        .WithTokenizer(Tokenizer.Characters());
}
