using RnnGen.Generators.Tests.Support;
using RnnGen.Program;

namespace RnnGen.Generators.Tests.Steps;

/// <summary>Samples of a decoder hold a reply; what was said before each token of it follows.</summary>
public class StepTrainingTests
{
    public static TheoryData<string> Decoders => [.. StepNetworks.Names];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Fit_OnReplies_IsFitOnWhatTheyUnfoldTo(string name)
    {
        ModelInfo info = StepNetworks.Create(name).Info;
        Sample<double>[] samples = StepSamplesDrawn.WithReplies(info, 40);
        Assert.Equal(Train(name, samples.Select(sample => ByHand(info, sample)).ToArray()), Train(name, samples));
    }

    [Fact]
    public void Fit_OnPiecesOfReplies_IsFitOnWhatTheyUnfoldTo()
    {
        const string Name = "nothing else";
        ModelInfo info = StepNetworks.Create(Name).Info;
        Sample<double>[] samples = StepSamplesDrawn.WithReplies(info, 40);
        Sample<double>[] byHand = [.. samples.Select(sample => ByHand(info, sample))];
        Assert.Equal(Train(Name, byHand, Cut), Train(Name, samples, Cut));

        static void Cut(Trainer<double> trainer) => trainer.Truncation = new Truncation(3);
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Evaluate_OfReplies_IsThatOfWhatTheyUnfoldTo(string name)
    {
        Model<double> model = StepNetworks.Create(name);
        Sample<double>[] samples = StepSamplesDrawn.WithReplies(model.Info, 40);
        using var trainer = new Trainer<double>(model, new Sgd(0.1));
        Evaluation expected = trainer.Evaluate(samples.Select(sample => ByHand(model.Info, sample)).ToList());
        Assert.Equal(expected.Loss, trainer.Evaluate(samples).Loss);
    }

    [Fact]
    public void Fit_OnAStreamOfReplies_IsThatOfAList()
    {
        ModelInfo info = StepNetworks.Create("luong").Info;
        Sample<double>[] samples = StepSamplesDrawn.WithReplies(info, 20);
        Dataset<double> stream = Dataset.Stream(samples.Select(static sample => sample));
        Assert.Equal(Train("luong", samples, isShuffled: false), Train("luong", stream, isShuffled: false));
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Predict_OfAReply_ScoresIt(string name)
    {
        Model<double> model = StepNetworks.Create(name);
        Sample<double>[] samples = [.. StepSamplesDrawn.WithReplies(model.Info, 20)
            .Where(sample => !Reply(model.Info, sample).IsEmpty)];
        Sample<double>[] byHand = [.. samples.Select(sample => ByHand(model.Info, sample))];
        Assert.Equal(Scores(byHand), Scores(samples));

        double[][] Scores(Sample<double>[] some) => [.. new SamplePrediction<double>(model, some).Run(
            (_, outputs) => outputs[model.Info.Step!.Head].ToArray())];
    }

    [Fact]
    public void Predict_WithoutAReply_SaysWhatIsMissing()
    {
        Model<double> model = StepNetworks.Create("luong");
        var error = Assert.Throws<ArgumentException>(
            () => new SamplePrediction<double>(model, [Sample<double>.FromTokens(new[] { 1 })]));
        Assert.Contains("Sample 0 has no reply, set by Classes, and no 'previous', set by MoreInputs", error.Message);
    }

    [Fact]
    public void Fit_OnAReplyOfAnUnknownToken_SaysWhichSample()
    {
        Model<double> model = StepNetworks.Create("luong");
        Sample<double>[] samples = StepSamplesDrawn.WithReplies(model.Info, 3);
        samples[1] = samples[1] with { Classes = new[] { 3, 7 } };
        using var trainer = new Trainer<double>(model, new Sgd(0.1));
        var error = Assert.Throws<ArgumentException>(() => trainer.Fit(samples));
        Assert.Contains("Sample 1 has token 7 at step 1 of its reply; M knows 0 to 6.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Fit_WithoutAReply_SaysWhatIsMissing(string name)
    {
        Model<double> model = StepNetworks.Create(name);
        ModelInfo info = model.Info;
        Sample<double>[] samples = StepSamplesDrawn.WithReplies(info, 3);
        samples[1] = info.Step!.Head == 0
            ? samples[1] with { Classes = default }
            : samples[1] with { MoreTargets = new Dictionary<string, SampleTarget<double>>() };
        double[] before = model.Parameters.Flat.ToArray();
        using var trainer = new Trainer<double>(model, new Sgd(0.1));
        var error = Assert.Throws<ArgumentException>(() => trainer.Fit(samples));
        Assert.StartsWith(
            info.Step.Head == 0
                ? "Sample 1 has no reply, set by Classes; a reply of no tokens is Array.Empty<int>()."
                : "Sample 1 has no 'scores', set by MoreTargets",
            error.Message);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Fit_OnReplies_LearnsToReply()
    {
        Model<double> model = StepNetworks.Create("luong");
        Sample<double>[] samples = [.. Enumerable.Range(0, 16).Select(static i =>
        {
            int[] source = [3 + (i & 3), 3 + (i >> 2)];
            return Sample<double>.FromTokens(source) with { Classes = source.Reverse().ToArray() };
        })];
        using var trainer = new Trainer<double>(model, new Adam(0.02)) { BatchSize = 4 };
        trainer.Fit(samples, epochs: 150);
        IReadOnlyList<Decoded> decoded = model.Generate(samples, Decoding.Greedy with { MaximumLength = 6 });
        Assert.All(decoded.Zip(samples), static pair =>
        {
            Assert.True(pair.First.HasEnded);
            Assert.Equal(pair.Second.Classes.ToArray(), pair.First.Tokens);
        });
    }

    internal static double[] Train(
        string name, Dataset<double> samples, Action<Trainer<double>>? with = null, bool isShuffled = true)
    {
        Model<double> model = StepNetworks.Create(name);
        using var trainer = new Trainer<double>(model, new Sgd(0.1)) { BatchSize = 6, Shuffle = isShuffled };
        with?.Invoke(trainer);
        trainer.Fit(samples, epochs: 2);
        return model.Parameters.Flat.ToArray();
    }

    internal static Sample<double> ByHand(ModelInfo info, Sample<double> sample)
    {
        int[] reply = Reply(info, sample).ToArray();
        int[] said = [StepNetworks.Start, .. reply], target = [.. reply, info.Step!.End];
        if (info.Step.End < 0)
            (said, target) = (said[..^1], reply);
        Sample<double> unfolded = StepSamplesDrawn.With(info, sample, said);
        return info.Step.Head == 0 ? unfolded with { Classes = target } : unfolded with
        {
            MoreTargets = new Dictionary<string, SampleTarget<double>>
            {
                [info.Heads[info.Step.Head].Name] = new() { Classes = target },
            },
        };
    }

    private static ReadOnlyMemory<int> Reply(ModelInfo info, Sample<double> sample) => info.Step!.Head == 0
        ? sample.Classes : sample.MoreTargets[info.Heads[info.Step.Head].Name].Classes;
}
