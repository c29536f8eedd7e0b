namespace Translator;

/// <summary>Pairs to learn from, and sentences to be judged on, with all translations that count as right.</summary>
internal sealed record PairSet(IReadOnlyList<Pair> Training, IReadOnlyList<IGrouping<string, Pair>> Test)
{
    private const int MadePairs = 3_000;
    private const int TestPairs = 500;
    private const int Seed = 1;

    /// <summary>The published pairs: can the model say all that it has learnt?</summary>
    public static PairSet Read(string path)
    {
        Pair[] pairs = TatoebaFile.Read(path);
        return new PairSet(pairs, Distinct(pairs));
    }

    /// <summary>Pairs made by rules: can it translate sentences that it has never seen?</summary>
    public static PairSet Make()
    {
        Pair[] pairs = PairGrammar.Draw(MadePairs, Seed);
        return new PairSet(pairs[TestPairs..], Distinct(pairs[..TestPairs]));
    }

    private static IGrouping<string, Pair>[] Distinct(IEnumerable<Pair> pairs) =>
        [.. pairs.GroupBy(static pair => pair.English)];
}
