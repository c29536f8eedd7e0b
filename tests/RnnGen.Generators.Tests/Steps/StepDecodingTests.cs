using RnnGen.Execution;
using RnnGen.Generators.Tests.Support;
using RnnGen.Training.Tests;

namespace RnnGen.Generators.Tests.Steps;

/// <summary>What a decoder says step by step is what it scores at the end of the whole, bit for bit.</summary>
public class StepDecodingTests
{
    public static TheoryData<string> Decoders => [.. StepNetworks.Names];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Steps_AgainstFullRecomputation_HaveTheSameBits(string name)
    {
        Model<double> model = StepNetworks.Create(name);
        var random = new Random(5);
        foreach ((int sequences, int each) in new[] { (1, 1), (1, 4), (2, 1), (7, 5), (65, 1) })
        {
            Sample<double>[] samples = StepSamplesDrawn.Draw(model.Info, sequences);
            int[][] prefixes = [.. samples.Select((_, i) => Drawn(i % 4))];
            using var scorer = new GraphScorer<double>(
                model, [.. samples.Zip(prefixes, (sample, said) => StepSamplesDrawn.With(model.Info, sample, said))]);
            scorer.Begin(each);
            int rows = sequences * each;
            int[][] begun = [.. prefixes.Select(static prefix => (int[])[StepNetworks.Start, .. prefix])];
            int[][] read = [.. Enumerable.Range(0, rows).Select(row => begun[row / each])];
            Assert.Equal(begun.Select(static said => said[^1]), scorer.First);
            var scores = new double[rows * StepNetworks.Tokens];
            int[] tokens = [.. read.Select(static said => said[^1])];
            for (var step = 0; step < 5; step++)
            {
                scorer.Advance(tokens, scores);
                for (var row = 0; row < rows; row++)
                {
                    Assert.Equal(
                        StepSamplesDrawn.Recompute(model, samples[row / each], read[row]),
                        scores[(row * StepNetworks.Tokens)..((row + 1) * StepNetworks.Tokens)]);
                }

                int[] parents = [.. Enumerable.Range(0, rows).Select(row => (row / each * each) + random.Next(each))];
                scorer.Reorder(parents);
                tokens = Drawn(rows);
                read = [.. parents.Select((parent, row) => (int[])[.. read[parent], tokens[row]])];
            }
        }

        int[] Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(StepNetworks.Tokens))];
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Generate_OfAnyBatchAndThreads_SaysTheSame(string name)
    {
        Model<double> model = StepNetworks.Create(name);
        Sample<double>[] samples = StepSamplesDrawn.Draw(model.Info, 70);
        Decoding[] ways =
        [
            Decoding.Greedy with { MaximumLength = 6 },
            Decoding.Sample(3, 1.5, topK: 6, topP: 0.95) with { MaximumLength = 9 },
            Decoding.Beam(3, lengthPenalty: 0.7, best: 3) with { MaximumLength = 6, End = 4 },
        ];
        foreach (Decoding how in ways)
        {
            model.TeamRule = TeamRule.Measured;
            model.MaxThreads = 1;
            string[] expected = [.. model.Generate(samples, how).Select(Describe)];
            foreach (int threads in new[] { 2, 4 })
            {
                model.MaxThreads = threads;
                Assert.Equal(expected, model.Generate(samples, how).Select(Describe));
                Assert.Equal(expected[..2], model.Generate(samples[..2], how).Select(Describe));
                model.TeamRule = new TeamRule(WorthMeeting: 1, LeastPatience: 1000);
                Assert.Equal(expected[..65], model.Generate(samples[..65], how).Select(Describe));
                Assert.Equal(expected[..1], model.Generate(samples[..1], how).Select(Describe));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Greedy_IsABeamOfWidthOne_AndEndsWithItsEnd(string name)
    {
        Model<double> model = StepNetworks.Create(name);
        Sample<double>[] samples = StepSamplesDrawn.Draw(model.Info, 40);
        Louder(model);
        IReadOnlyList<Decoded> greedy = model.Generate(samples, Decoding.Greedy with { MaximumLength = 30 });
        IReadOnlyList<Decoded> beam = model.Generate(samples, Decoding.Beam(1) with { MaximumLength = 30 });
        Assert.Equal(greedy.Select(Describe), beam.Select(Describe));
        IReadOnlyList<Decoded> drawn = model.Generate(samples, Decoding.Sample(1) with { MaximumLength = 200 });
        if (model.Info.Step!.End < 0)
        {
            Assert.All(drawn, static decoded => Assert.False(decoded.HasEnded));
            return;
        }

        Assert.All(drawn, static decoded =>
        {
            Assert.True(decoded.HasEnded);
            Assert.DoesNotContain(StepNetworks.End, decoded.Tokens);
            Assert.Equal(decoded.Tokens.Count + 1, decoded.TokenScores.Count);
        });
    }

    [Theory]
    [InlineData("luong")]
    [InlineData("said first, a second layer, no end")]
    public void Beam_OfAllSequences_IsTheirEnumeration(string name)
    {
        const int Length = 3;
        Model<double> model = StepNetworks.Create(name);
        Louder(model);
        Sample<double>[] samples = StepSamplesDrawn.Draw(model.Info, 2);
        int all = (int)Math.Pow(StepNetworks.Tokens, Length);
        IReadOnlyList<Decoded> found = model.Generate(
            samples, Decoding.Beam(all, best: all) with { MaximumLength = Length });
        for (var i = 0; i < samples.Length; i++)
        {
            (string Said, double Sum)[] expected =
                [.. Sequences(model, samples[i], [], 0, Length).OrderByDescending(static item => item.Sum)];
            Decoded[] actual = [found[i], .. found[i].Alternatives];
            Assert.Equal(
                expected.Select(static item => item.Said), actual.Select(static item => string.Join(' ', item.Tokens)));
            Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First.Sum, pair.Second.Score, 1e-12));
        }
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Advance_AndReorder_AllocateNothing(string name)
    {
        Model<double> model = StepNetworks.Create(name);
        model.MaxThreads = 1;
        using var scorer = new GraphScorer<double>(model, StepSamplesDrawn.Draw(model.Info, 5));
        scorer.Begin(2);
        int[] tokens = [1, 2, 3, 4, 5, 6, 0, 1, 2, 3], parents = [1, 0, 2, 2, 4, 5, 7, 6, 9, 9];
        var scores = new double[10 * StepNetworks.Tokens];
        Allocations.AssertNone(() =>
        {
            scorer.Advance(tokens, scores);
            scorer.Reorder(parents);
        });
    }

    [Fact]
    public void Generate_OfOneSource_TakesItsTokens()
    {
        int[] source = [3, 4, 5];
        Decoding how = Decoding.Greedy with { MaximumLength = 5 };
        Model<double> luong = StepNetworks.Create("luong");
        Sample<double> first = Sample<double>.FromTokens(source);
        Assert.Equal(Describe(luong.Generate([first], how)[0]), Describe(luong.Generate(source, how)));
        Model<double> other = StepNetworks.Create("said first, a second layer, no end");
        Sample<double> sample = Sample<double>.FromTokens(default) with
        {
            MoreInputs = new Dictionary<string, SampleInput<double>>
            {
                ["source"] = SampleInput<double>.FromTokens(source),
            },
        };
        Assert.Equal(Describe(other.Generate([sample], how)[0]), Describe(other.Generate(source, how)));
        Model<double> alone = StepNetworks.Create("nothing else");
        Assert.Equal(Describe(alone.Generate([first], how)[0]), Describe(alone.Generate(source, how)));
    }

    /// <summary>Larger parameters, so that the best token is not the same everywhere.</summary>
    internal static void Louder(Model<double> model)
    {
        foreach (ref double parameter in model.Parameters.Flat)
            parameter *= 3;
        model.Parameters.Commit();
    }

    internal static string Describe(Decoded decoded) =>
        $"{string.Join(' ', decoded.Tokens)} {decoded.HasEnded} {decoded.Score:R} "
        + string.Join('|', decoded.Alternatives.Select(Describe));

    private static IEnumerable<(string Said, double Sum)> Sequences(
        Model<double> model, Sample<double> sample, int[] said, double sum, int length)
    {
        double[] scores = StepSamplesDrawn.Recompute(model, sample, [StepNetworks.Start, .. said]);
        double normalizer = Math.Log(scores.Sum(Math.Exp));
        for (var token = 0; token < scores.Length; token++)
        {
            int[] longer = [.. said, token];
            double total = sum + scores[token] - normalizer;
            if (token == model.Info.Step!.End)
                yield return (string.Join(' ', said), total);
            else if (longer.Length == length)
                yield return (string.Join(' ', longer), total);
            else
            {
                foreach ((string, double) item in Sequences(model, sample, longer, total, length))
                    yield return item;
            }
        }
    }
}
