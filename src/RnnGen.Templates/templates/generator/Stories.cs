using RnnGen;

/// <summary>Short sentences of a few words, in place of your own text.</summary>
internal static class Stories
{
    private static readonly string[] s_who = ["the cat", "the old dog", "a cow", "my hen", "the miller", "a fox"];
    private static readonly string[] s_did = ["sat", "slept", "waited", "sang", "was hiding", "danced"];
    private static readonly string[] s_where = ["on the mat", "by the mill", "under a tree", "at home"];

    /// <summary>The letters that there are: as many as the model is declared for.</summary>
    public static Vocabulary Letters { get; } = Vocabulary
        .FromTokens([.. "\n .abcdefghijklmnopqrstuvwxyz".Select(static letter => $"{letter}")], null, null)
        .WithTokenizer(Tokenizer.Characters());

    /// <summary>So many sentences, a line each.</summary>
    public static string Write(int count, Random random) => string.Concat(Enumerable.Range(0, count)
        .Select(_ => $"{Draw(s_who, random)} {Draw(s_did, random)} {Draw(s_where, random)}.\n"));

    private static string Draw(string[] from, Random random) => from[random.Next(from.Length)];
}
