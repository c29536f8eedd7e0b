using RnnGen;

namespace DateTranslator;

/// <summary>What is read and what is said, a token each. None stands for others: a date with them is refused.</summary>
internal static class Characters
{
    private const string Digits = "0123456789";
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The 67 characters of a date as people write it.</summary>
    public static Vocabulary Read { get; } = Table([], $"{Digits}{Letters} ,./-");

    /// <summary>Those of an ISO date, behind its start and its end, which the model's step names by number.</summary>
    public static Vocabulary Said { get; } = Table(["<start>", "<end>"], $"{Digits}-");

    private static Vocabulary Table(string[] marks, string characters) => Vocabulary
        .FromTokens([.. marks, .. characters.Select(static c => $"{c}")], padding: null, unknown: null)
        .WithTokenizer(Tokenizer.Characters());
}
