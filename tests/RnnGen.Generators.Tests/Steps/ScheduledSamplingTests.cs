using RnnGen.Generators.Tests.Support;
using RnnGen.Program;

namespace RnnGen.Generators.Tests.Steps;

/// <summary>A decoder that reads tokens of its own while it is trained.</summary>
public class ScheduledSamplingTests
{
    public static TheoryData<string> Decoders => [.. StepNetworks.Names];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Mix_PutsWhatTheModelWouldSayInThePlaceOfSomeTokens(string name)
    {
        Model<double> model = StepNetworks.Create(name);
        StepDecodingTests.Louder(model);
        ModelInfo info = model.Info;
        Sample<double>[] samples = [.. StepSamplesDrawn.WithReplies(info, 21)
            .Select(sample => StepTrainingTests.ByHand(info, sample))];
        var builder = new BatchBuilder<double>(model);
        Batch<double> batch = builder.Build(
            [.. samples.Select(static (sample, i) => new NumberedSample<double>(i, sample))]);
        using var own = new OwnTokens<double>(model);
        foreach (double probability in new[] { 0.5, 1 })
        {
            BatchInput<double> input = batch.Input(info, info.Step!.Input);
            int[] truth = input.Tokens.ToArray();
            var draw = new OwnDraw(seed: 4, batch: 9, probability, draws: false);
            own.Mix(batch, builder.TokensOf(info.Step.Input), draw);
            int replaced = 0;
            for (var row = 0; row < samples.Length; row++)
            {
                int[] mixed = input.Tokens.Slice(row * input.Steps, input.Lengths.Span[row]).ToArray();
                for (var t = 0; t < mixed.Length; t++)
                {
                    bool isOwn = t > 0 && draw.IsOwn(row, t);
                    replaced += isOwn ? 1 : 0;
                    Assert.Equal(isOwn ? Best(row, mixed[..t]) : truth[(row * input.Steps) + t], mixed[t]);
                }
            }

            Assert.True(replaced > 10);
        }

        int Best(int row, int[] said)
        {
            double[] scores = StepSamplesDrawn.Recompute(model, samples[row], said);
            return Array.IndexOf(scores, scores.Max());
        }
    }

    [Fact]
    public void Mix_OfDrawnTokens_DrawsByTheirProbability()
    {
        Model<double> model = StepNetworks.Create("plain");
        StepDecodingTests.Louder(model);
        const int Rows = 4000;
        Sample<double> sample = StepSamplesDrawn.With(
            model.Info, Sample<double>.FromTokens(new[] { 3, 4 }), [StepNetworks.Start, 0]);
        var builder = new BatchBuilder<double>(model);
        Batch<double> batch = builder.BuildChecked(
            [.. Enumerable.Range(0, Rows).Select(i => new NumberedSample<double>(i, sample))]);
        using var own = new OwnTokens<double>(model);
        own.Mix(batch, builder.TokensOf(1), new OwnDraw(seed: 4, batch: 9, probability: 1, draws: true));
        double[] e = [.. StepSamplesDrawn.Recompute(model, sample, [StepNetworks.Start]).Select(Math.Exp)];
        int[] said = builder.TokensOf(1)[..(2 * Rows)].ToArray();
        for (var token = 0; token < e.Length; token++)
        {
            double expected = Rows * e[token] / e.Sum();
            Assert.InRange(
                said.Where((_, i) => i % 2 == 1).Count(one => one == token), expected - 100, expected + 100);
        }
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Fit_OnAnyThreads_HasTheSameBits(string name)
    {
        ModelInfo info = StepNetworks.Create(name).Info;
        Sample<double>[] samples = StepSamplesDrawn.WithReplies(info, 40);
        foreach (bool draws in new[] { false, true })
        {
            double[] one = Train(1);
            Assert.Equal(one, Train(2));
            Assert.Equal(one, Train(4));
            Assert.NotEqual(one, StepTrainingTests.Train(name, samples));

            double[] Train(int threads) => StepTrainingTests.Train(name, samples, trainer =>
            {
                trainer.Model.MaxThreads = threads;
                trainer.AccumulationSteps = 2;
                trainer.ScheduledSampling = ScheduledSampling.Constant(0.5) with { Draws = draws };
            });
        }
    }

    [Fact]
    public void Fit_WithoutTokensOfItsOwn_HasTheBitsOfTeacherForcing()
    {
        ModelInfo info = StepNetworks.Create("luong").Info;
        Sample<double>[] samples = StepSamplesDrawn.WithReplies(info, 40);
        double[] forced = StepTrainingTests.Train("luong", samples);
        Assert.Equal(forced, StepTrainingTests.Train(
            "luong", samples, static trainer => trainer.ScheduledSampling = ScheduledSampling.Constant(0)));
        Assert.Equal(forced, StepTrainingTests.Train(
            "luong", samples, static trainer => trainer.ScheduledSampling = ScheduledSampling.Linear(0)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_Resumed_HasTheBitsOfARunInOne(int stop)
    {
        ModelInfo info = StepNetworks.Create("luong").Info;
        Sample<double>[] samples = StepSamplesDrawn.WithReplies(info, 40);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using Trainer<double> whole = Create();
            whole.Fit(samples, epochs: 3);
            using (Trainer<double> first = Create())
            {
                first.MaxSteps = stop;
                first.Fit(samples, epochs: 3);
                first.SaveCheckpoint(path);
            }

            using (Trainer<double> other = Create())
            {
                other.ScheduledSampling = null;
                var error = Assert.Throws<CheckpointException>(() => other.Resume(path));
                Assert.Contains("its scheduled sampling is 'InverseSigmoid(3), drawn'", error.Message);
            }

            using Trainer<double> second = Create();
            second.Resume(path);
            second.Fit(samples, epochs: 3);
            Assert.Equal(whole.Model.Parameters.Flat.ToArray(), second.Model.Parameters.Flat.ToArray());
        }
        finally
        {
            File.Delete(path);
        }

        static Trainer<double> Create() => new(StepNetworks.Create("luong"), new Adam(0.01))
        {
            BatchSize = 8,
            ScheduledSampling = ScheduledSampling.InverseSigmoid(3) with { Draws = true },
        };
    }

    [Fact]
    public void Probability_FollowsThePaper()
    {
        Near(0.3, ScheduledSampling.Constant(0.3), 7);
        Near(0.25, ScheduledSampling.Linear(0.05), 5);
        Near(0.9, ScheduledSampling.Linear(0.05, floor: 0.1), 1000);
        Near(0.4, ScheduledSampling.Linear(0.1, start: 0.8), 2);
        Near(1 - Math.Pow(0.99, 30), ScheduledSampling.Exponential(0.99), 30);
        Near(1 - (20 / (20 + Math.Exp(50 / 20.0))), ScheduledSampling.InverseSigmoid(20), 50);
        Near(1, ScheduledSampling.InverseSigmoid(20), 1_000_000);
        Near(0, ScheduledSampling.Exponential(0.99), 0);

        static void Near(double expected, ScheduledSampling sampling, long step)
            => Assert.Equal(expected, sampling.OwnProbability(step), 1e-12);
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => ScheduledSampling.Constant(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ScheduledSampling.Linear(-1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ScheduledSampling.Exponential(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ScheduledSampling.InverseSigmoid(0.9));
        Model<double> model = StepNetworks.Create("nothing else");
        using var trainer = new Trainer<double>(model, new Sgd(0.1))
        {
            ScheduledSampling = ScheduledSampling.Constant(0.5),
            Truncation = new Truncation(4),
        };
        var error = Assert.Throws<ArgumentException>(() => trainer.Fit(StepSamplesDrawn.WithReplies(model.Info, 3)));
        Assert.Contains("Set Truncation or ScheduledSampling, not both.", error.Message);
    }

    [Fact]
    public void Fit_OfAModelThatIsNoDecoder_IsRefused()
    {
        const string Forward = "private static Seq Scores(Tokens previous) => Emit(Above(Target(previous)).Outputs);";
        Model<double> model = NetworkCompiler.Compile(
            "no decoder", training => StepNetworks.Lower(Forward, new(0, 0, 0, 0), training, new()) with { Step = null });
        using var trainer = new Trainer<double>(model, new Sgd(0.1))
        {
            ScheduledSampling = ScheduledSampling.Constant(0.5),
        };
        var error = Assert.Throws<ArgumentException>(
            () => trainer.Fit(new[] { Sample<double>.FromTokens(new[] { 1 }) with { Class = 1 } }));
        Assert.Contains("M is no decoder", error.Message);
    }
}
