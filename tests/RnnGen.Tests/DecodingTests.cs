namespace RnnGen.Tests;

public sealed class DecodingTests
{
    private static readonly int[] s_sequences = [.. Enumerable.Range(0, 12)];

    [Fact]
    public void Greedy_EachStep_TakesTheMostProbableToken()
    {
        IReadOnlyList<Decoded> decoded = Run(
            TableScorer.Drawn(s_sequences, 7), Decoding.Greedy with { MaximumLength = 10 });
        Assert.All(decoded.Zip(s_sequences), static pair =>
        {
            ulong history = TableScorer.After(TableScorer.Start(pair.Second), 0);
            for (int step = 0; step < 10; step++)
            {
                double[] scores = Scores(history, 7);
                int token = pair.First.Tokens[step];
                Assert.Equal(scores.Max(), scores[token]);
                double expected = scores[token] - Math.Log(scores.Sum(Math.Exp));
                Assert.Equal(expected, pair.First.TokenScores[step], 1e-12);
                history = TableScorer.After(history, token);
            }

            Assert.False(pair.First.HasEnded);
            Assert.Equal(10, pair.First.Tokens.Count);
            Assert.Equal(pair.First.TokenScores.Sum(), pair.First.Score, 1e-12);
            Assert.Empty(pair.First.Alternatives);
        });
    }

    [Fact]
    public void Greedy_EqualScores_GiveTheLowestToken()
    {
        var scorer = new TableScorer([0], 4, static (_, token) => token == 0 ? -1 : 2);
        Assert.Equal([1, 1], Run(scorer, Decoding.Greedy with { MaximumLength = 2 })[0].Tokens);
    }

    [Fact]
    public void EndToken_EndsItsSequence_AndTheLastOneTheRun()
    {
        TableScorer scorer = TableScorer.Drawn(s_sequences, 4);
        IReadOnlyList<Decoded> open = Run(scorer, Decoding.Greedy with { MaximumLength = 60 });
        IReadOnlyList<Decoded> decoded = Run(scorer, Decoding.Greedy with { MaximumLength = 60, End = 3 });
        Assert.Equal(decoded.Max(static d => d.Tokens.Count) + 1, scorer.Steps);
        Assert.All(decoded.Zip(open), static pair =>
        {
            int length = pair.Second.Tokens.ToList().IndexOf(3);
            Assert.True(pair.First.HasEnded);
            Assert.Equal(pair.Second.Tokens.Take(length), pair.First.Tokens);
            Assert.Equal(pair.Second.TokenScores.Take(length + 1), pair.First.TokenScores);
            Assert.Equal(pair.First.TokenScores.Sum(), pair.First.Score, 1e-12);
        });
    }

    [Fact]
    public void Sample_ManySequences_AreDistributedAsTheScores()
    {
        const int Draws = 20_000;
        double[] scores = [1, -0.5, 0.25, 2];
        var scorer = new TableScorer(new int[Draws], 4, (_, token) => scores[token]);
        IReadOnlyList<Decoded> decoded = Run(scorer, Decoding.Sample(3, temperature: 1.7) with { MaximumLength = 1 });
        double sum = scores.Sum(static score => Math.Exp(score / 1.7));
        for (int token = 0; token < 4; token++)
        {
            double expected = Math.Exp(scores[token] / 1.7) / sum;
            double deviation = Math.Sqrt(expected * (1 - expected) / Draws);
            double actual = decoded.Count(d => d.Tokens[0] == token) / (double)Draws;
            Assert.InRange(actual, expected - (4 * deviation), expected + (4 * deviation));
        }
    }

    [Theory]
    [InlineData(2, 1.0, "0 3")]
    [InlineData(0, 0.6, "3")]
    [InlineData(0, 0.7, "0 3")]
    [InlineData(3, 0.99, "0 2 3")]
    [InlineData(2, 0.7, "3")]
    [InlineData(9, 1.0, "0 1 2 3")]
    public void Sample_TopKAndTopP_SayNothingElse(int topK, double topP, string support)
    {
        // Probabilities .22, .05, .11, .62: of the two best alone .26 and .74.
        double[] probabilities = [0.22, 0.05, 0.11, 0.62];
        var scorer = new TableScorer(new int[2000], 4, (_, token) => Math.Log(probabilities[token]) + 5);
        IReadOnlyList<Decoded> decoded = Run(
            scorer, Decoding.Sample(5, topK: topK, topP: topP) with { MaximumLength = 1 });
        Assert.Equal(support, string.Join(' ', decoded.Select(static d => d.Tokens[0]).Distinct().Order()));
        Assert.All(decoded, d => Assert.Equal(Math.Log(probabilities[d.Tokens[0]]), d.Score, 1e-12));
    }

    [Fact]
    public void Sample_TopKOfEqualScores_KeepsTheLowestTokens()
    {
        var scorer = new TableScorer(new int[500], 6, static (_, _) => 0);
        IReadOnlyList<Decoded> decoded = Run(scorer, Decoding.Sample(1, topK: 2) with { MaximumLength = 1 });
        Assert.Equal([0, 1], decoded.Select(static d => d.Tokens[0]).Distinct().Order());
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1e-9, 0, 1)]
    [InlineData(1, 0, 1e-9)]
    public void Sample_WithOneChoiceLeft_IsGreedy(double temperature, int topK, double topP)
    {
        Decoding how = Decoding.Sample(9, temperature, topK, topP) with { MaximumLength = 20 };
        Assert.Equal(
            Run(TableScorer.Drawn(s_sequences, 9), Decoding.Greedy with { MaximumLength = 20 }).Select(Describe),
            Run(TableScorer.Drawn(s_sequences, 9), how).Select(Describe));
    }

    [Fact]
    public void Sample_SequenceInAnyBatch_SaysTheSame()
    {
        Decoding how = Decoding.Sample(11, 0.8, topK: 5, topP: 0.9) with { MaximumLength = 15, End = 2 };
        string[] whole = [.. Run(TableScorer.Drawn(s_sequences, 9), how).Select(Describe)];
        Assert.Equal(whole, Run(TableScorer.Drawn(s_sequences, 9), how).Select(Describe));
        for (int s = 0; s < s_sequences.Length; s++)
        {
            TableScorer alone = TableScorer.Drawn([s_sequences[s]], 9);
            Assert.Equal(whole[s], Describe(how.CreateRun(alone).Run([0], firstSequence: s)[0]));
        }

        Assert.Distinct(Run(TableScorer.Drawn(new int[8], 9), how).Select(Describe));
        Decoding other = Decoding.Sample(12, 0.8, topK: 5, topP: 0.9) with { MaximumLength = 15, End = 2 };
        Assert.NotEqual(whole, Run(TableScorer.Drawn(s_sequences, 9), other).Select(Describe));
    }

    public static TheoryData<string> Ways => ["greedy", "sample", "best", "beam"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Run_BetweenSteps_AllocatesNothing(string way)
    {
        Decoding how = way switch
        {
            "greedy" => Decoding.Greedy,
            "sample" => Decoding.Sample(1),
            "best" => Decoding.Sample(1, topK: 4, topP: 0.9),
            _ => Decoding.Beam(4, lengthPenalty: 1, best: 3),
        };
        TableScorer scorer = TableScorer.Drawn(s_sequences, 9);
        DecodeRun<double> run = (how with { MaximumLength = 200, End = 8 }).CreateRun(scorer);
        run.Run(new int[scorer.Sequences]);

        // The runtime counts what is left of a thread's memory at a collection, which another thread may cause; code
        // that allocates does so in every run.
        bool hasAllocated = true;
        for (int i = 0; i < 20 && hasAllocated; i++)
        {
            scorer.Allocated.Clear();
            run.Run(new int[scorer.Sequences]);
            Assert.True(scorer.Allocated.Count > 5);
            hasAllocated = scorer.Allocated.Exists(bytes => bytes != scorer.Allocated[0]);
        }

        Assert.False(hasAllocated, $"bytes allocated at each step: {string.Join(", ", scorer.Allocated)}");
    }

    [Fact]
    public void Run_BeyondItsFirstMemory_GoesOn()
    {
        Decoding how = Decoding.Greedy with { MaximumLength = 1000 };
        IReadOnlyList<Decoded> decoded = Run(TableScorer.Drawn(s_sequences, 5), how);
        IReadOnlyList<Decoded> shorter = Run(TableScorer.Drawn(s_sequences, 5), how with { MaximumLength = 100 });
        Assert.All(decoded, static d => Assert.Equal(1000, d.Tokens.Count));
        Assert.Equal(shorter.Select(static d => d.Tokens), decoded.Select(static d => d.Tokens.Take(100)));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Decoding.Greedy with { MaximumLength = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => Decoding.Greedy with { End = -1 });
        foreach (double temperature in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => Decoding.Sample(1, temperature));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Decoding.Sample(1, topK: -1));
        foreach (double share in new[] { 0, 1.01, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>(() => Decoding.Sample(1, topP: share));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Decoding.Beam(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Decoding.Beam(2, lengthPenalty: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Decoding.Beam(2, best: 3));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Decoding.Beam(2, best: 0));
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            static () => Run(TableScorer.Drawn([0], 4), Decoding.Greedy with { End = 4 }));
        Assert.Contains("end token 4; tokens are 0 to 3", error.Message);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Scores_OfNaN_AreRefused(string way)
    {
        var scorer = new TableScorer([0], 3, static (_, token) => token == 1 ? double.NaN : 0);
        Decoding how = way switch
        {
            "greedy" => Decoding.Greedy,
            "beam" => Decoding.Beam(2),
            _ => Decoding.Sample(1),
        };
        Assert.Throws<ArithmeticException>(() => Run(scorer, how));
    }

    private static IReadOnlyList<Decoded> Run(TableScorer scorer, Decoding how) =>
        how.CreateRun(scorer).Run(new int[scorer.Sequences]);

    private static string Describe(Decoded decoded) =>
        $"{string.Join(' ', decoded.Tokens)} {decoded.HasEnded} {decoded.Score:R}";

    private static double[] Scores(ulong history, int width) =>
        [.. Enumerable.Range(0, width).Select(token => TableScorer.DrawnScore(history, token))];
}
