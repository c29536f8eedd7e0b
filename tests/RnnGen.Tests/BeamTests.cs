namespace RnnGen.Tests;

public sealed class BeamTests
{
    private const int Tokens = 3;
    private const int Length = 4;

    private static readonly int[] s_sequences = [4, 0, 9];

    [Theory]
    [InlineData(0.0, null)]
    [InlineData(0.0, 1)]
    [InlineData(0.8, null)]
    [InlineData(0.8, 1)]
    [InlineData(2.5, 0)]
    public void Beam_OfAllSequences_IsTheirEnumeration(double penalty, int? end)
    {
        int all = (int)Math.Pow(Tokens, Length);
        Decoding how = Decoding.Beam(all, penalty, all) with { MaximumLength = Length, End = end };
        IReadOnlyList<Decoded> decoded = Run(TableScorer.Drawn(s_sequences, Tokens), how);
        for (int s = 0; s < s_sequences.Length; s++)
        {
            (int[] Said, double Sum)[] expected =
            [
                .. Sequences(TableScorer.After(TableScorer.Start(s_sequences[s]), 0), [], 0, end)
                    .OrderByDescending(item => item.Sum / Divisor(item.Said.Length, penalty)),
            ];
            Decoded[] found = [decoded[s], .. decoded[s].Alternatives];
            Assert.Equal(expected.Length, found.Length);
            Assert.All(found.Zip(expected), pair =>
            {
                (Decoded actual, (int[] said, double sum)) = pair;
                Assert.Equal(said[^1] == end, actual.HasEnded);
                Assert.Equal(actual.HasEnded ? said[..^1] : said, actual.Tokens);
                Assert.Equal(sum / Divisor(said.Length, penalty), actual.Score, 1e-12);
                Assert.Equal(sum, actual.TokenScores.Sum(), 1e-12);
                Assert.Equal(said.Length, actual.TokenScores.Count);
            });
        }
    }

    [Fact]
    public void Beam_Narrow_KeepsTheBestContinuationsOfEachStep()
    {
        const int Width = 4;
        Decoding how = Decoding.Beam(Width, best: Width) with { MaximumLength = 6 };
        Decoded decoded = Run(TableScorer.Drawn([5], Tokens), how)[0];
        (int[] Said, ulong History, double Sum)[] beam = [([], TableScorer.After(TableScorer.Start(5), 0), 0)];
        for (int step = 0; step < 6; step++)
        {
            beam =
            [
                .. beam.SelectMany(item => LogSoftmax(item.History).Select((score, token) => (
                        Said: item.Said.Append(token).ToArray(),
                        History: TableScorer.After(item.History, token),
                        Sum: item.Sum + score)))
                    .OrderByDescending(item => item.Sum).Take(Width),
            ];
        }

        Decoded[] found = [decoded, .. decoded.Alternatives];
        Assert.Equal(beam.Select(item => item.Said), found.Select(item => item.Tokens.ToArray()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void Beam_OfWidthOne_SaysWhatGreedySays(int? end)
    {
        int[] sequences = [.. Enumerable.Range(0, 20)];
        IReadOnlyList<Decoded> greedy = Run(
            TableScorer.Drawn(sequences, 5), Decoding.Greedy with { MaximumLength = 9, End = end });
        IReadOnlyList<Decoded> beam = Run(
            TableScorer.Drawn(sequences, 5), Decoding.Beam(1) with { MaximumLength = 9, End = end });
        Assert.Equal(greedy.Select(Describe), beam.Select(Describe));
    }

    [Fact]
    public void Beam_OfEqualScores_PrefersTheLowestTokens()
    {
        var scorer = new TableScorer([0, 1], Tokens, static (_, _) => 0.5);
        IReadOnlyList<Decoded> decoded = Run(scorer, Decoding.Beam(4, best: 4) with { MaximumLength = 3 });
        Assert.All(decoded, static d => Assert.Equal(
            ["0 0 0", "0 0 1", "0 0 2", "0 1 0"],
            ((Decoded[])[d, .. d.Alternatives]).Select(static item => string.Join(' ', item.Tokens))));
    }

    [Fact]
    public void Beam_WhereNothingOpenCanWin_Stops()
    {
        var scorer = new TableScorer([0], Tokens, static (_, token) => token == 2 ? 3 : 0);
        Decoded decoded = Run(scorer, Decoding.Beam(2) with { End = 2, MaximumLength = 50 })[0];
        Assert.True(decoded.HasEnded);
        Assert.Empty(decoded.Tokens);
        Assert.Equal(1, scorer.Steps);

        // With a penalty a long one may still win, but not one that fits.
        decoded = Run(scorer, Decoding.Beam(2, lengthPenalty: 1) with { End = 2, MaximumLength = 3 })[0];
        Assert.Empty(decoded.Tokens);
        Assert.Equal(1, scorer.Steps);
    }

    [Fact]
    public void Beam_ForbiddenTokens_AreNeverSaid()
    {
        var scorer = new TableScorer(
            [0], Tokens, static (history, token) => token == 1 ? double.NegativeInfinity : history % 7);
        Decoded decoded = Run(scorer, Decoding.Beam(9, best: 9) with { MaximumLength = 2 })[0];
        Assert.Equal(3, decoded.Alternatives.Count);
        Assert.DoesNotContain((Decoded[])[decoded, .. decoded.Alternatives], static d => d.Tokens.Contains(1));
    }

    [Fact]
    public void Beam_SequenceAlone_IsThatOfTheBatch()
    {
        int[] sequences = [3, 1, 4, 15, 9];
        Decoding how = Decoding.Beam(3, lengthPenalty: 0.6, best: 2) with { End = 4, MaximumLength = 12 };
        IReadOnlyList<Decoded> together = Run(TableScorer.Drawn(sequences, 6), how);
        Assert.Equal(
            sequences.Select(s => Describe(Run(TableScorer.Drawn([s], 6), how)[0])), together.Select(Describe));
    }

    private static IReadOnlyList<Decoded> Run(TableScorer scorer, Decoding how) =>
        how.CreateRun(scorer).Run(new int[scorer.Sequences]);

    private static string Describe(Decoded decoded) =>
        $"{string.Join(' ', decoded.Tokens)} {decoded.HasEnded} {decoded.Score:R} "
        + string.Join('|', decoded.Alternatives.Select(Describe));

    private static double Divisor(int tokens, double penalty) => Math.Pow((5.0 + tokens) / 6, penalty);

    /// <summary>Every sequence that ends or has the whole length.</summary>
    private static IEnumerable<(int[] Said, double Sum)> Sequences(ulong history, int[] said, double sum, int? end)
    {
        double[] scores = LogSoftmax(history);
        for (int token = 0; token < Tokens; token++)
        {
            int[] longer = [.. said, token];
            if (token == end || longer.Length == Length)
            {
                yield return (longer, sum + scores[token]);
                continue;
            }

            foreach ((int[], double) item in Sequences(
                TableScorer.After(history, token), longer, sum + scores[token], end))
            {
                yield return item;
            }
        }
    }

    private static double[] LogSoftmax(ulong history)
    {
        double[] scores = [.. Enumerable.Range(0, Tokens).Select(token => TableScorer.DrawnScore(history, token))];
        double sum = Math.Log(scores.Sum(Math.Exp));
        return [.. scores.Select(score => score - sum)];
    }
}
