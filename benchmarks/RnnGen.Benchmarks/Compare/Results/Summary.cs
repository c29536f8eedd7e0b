namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>One setting over all rounds, or the best setting of a system.</summary>
/// <param name="Setting">How it was run.</param>
/// <param name="Threads">Cores that it used.</param>
/// <param name="Best">Shortest time of all rounds, in seconds.</param>
/// <param name="Median">The middle one of the rounds' middle times, in seconds.</param>
/// <param name="Count">Measurements in all rounds.</param>
internal sealed record Summary(string Setting, int Threads, double Best, double Median, int Count)
{
    /// <summary>The middle time by the shortest: 1 on a quiet machine.</summary>
    public double Spread => Median / Best;

    /// <summary>Of the rounds of one setting.</summary>
    public static Summary Of(IReadOnlyList<Measurement> rounds)
    {
        double[] medians = [.. rounds.Select(static m => m.Median).Order()];
        return new Summary(
            rounds[0].Setting,
            rounds[0].Threads,
            rounds.Min(static m => m.Best),
            medians[medians.Length / 2],
            rounds.Sum(static m => m.Count));
    }
}
