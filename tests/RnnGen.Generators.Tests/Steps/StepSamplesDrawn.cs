using RnnGen.Generators.Tests.Support;
using RnnGen.Program;

namespace RnnGen.Generators.Tests.Steps;

/// <summary>Samples for the decoders of <see cref="StepNetworks"/>, of several lengths, and what they score.</summary>
internal static class StepSamplesDrawn
{
    /// <summary>Samples of all inputs but what was said; of token sources and features some are empty.</summary>
    public static Sample<double>[] Draw(ModelInfo info, int count, int seed = 3)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(info, random))];
    }

    /// <summary>The same with replies, and classes of a head that is beside.</summary>
    public static Sample<double>[] WithReplies(ModelInfo info, int count, int seed = 3)
    {
        var random = new Random(seed + 1);
        return [.. Draw(info, count, seed).Select(sample =>
        {
            int[] reply = Tokens(random, random.Next(6));
            return info.Step!.Head == 0 ? sample with { Classes = reply } : sample with
            {
                Class = random.Next(2),
                MoreTargets = new Dictionary<string, SampleTarget<double>>
                {
                    [info.Heads[info.Step.Head].Name] = new() { Classes = reply },
                },
            };
        })];
    }

    /// <summary>What the model scores behind some tokens that were said, computed from the beginning.</summary>
    public static double[] Recompute(Model<double> model, Sample<double> sample, int[] said)
    {
        ModelInfo info = model.Info;
        sample = With(info, sample, said);
        Batch<double> batch = new BatchBuilder<double>(model).Build(
            [new NumberedSample<double>(0, sample)], withTargets: false);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch, training: false);
        return pass.OutputsOf(info.Heads[info.Step!.Head].Name).ToArray()[^StepNetworks.Tokens..];
    }

    /// <summary>A sample with what was said.</summary>
    public static Sample<double> With(ModelInfo info, Sample<double> sample, int[] said)
    {
        var input = SampleInput<double>.FromTokens(said);
        return info.Step!.Input > 0
            ? sample with { MoreInputs = More(sample, info.Inputs[info.Step.Input].Name, input) }
            : Sample<double>.FromTokens(said) with { MoreInputs = sample.MoreInputs };
    }

    private static Dictionary<string, SampleInput<double>> More(
        Sample<double> sample, string name, SampleInput<double> input)
        => new(sample.MoreInputs) { [name] = input };

    private static Sample<double> Draw(ModelInfo info, Random random)
    {
        Sample<double>? drawn = null;
        for (var i = 0; i < info.Inputs.Count; i++)
        {
            SampleInput<double> input = i == info.Step!.Input
                ? SampleInput<double>.FromTokens(default)
                : Draw(info.Inputs[i], random);
            if (i == 0)
                drawn = input.HasTokens ? Sample<double>.FromTokens(input.Tokens)
                    : input.PerStep ? Sample<double>.FromFeatures(input.Features, input.Steps)
                    : Sample<double>.FromVector(input.Features);
            else if (i != info.Step!.Input)
                drawn = drawn! with { MoreInputs = More(drawn, info.Inputs[i].Name, input) };
        }

        return drawn!;
    }

    private static SampleInput<double> Draw(InputInfo info, Random random)
    {
        int steps = random.Next(9);
        if (info.Vocabulary > 0)
            return SampleInput<double>.FromTokens(Tokens(random, steps));
        double[] values = [.. Enumerable.Range(0, info.Features * (info.PerStep ? steps : 1))
            .Select(_ => (2 * random.NextDouble()) - 1)];
        return info.PerStep ? SampleInput<double>.FromFeatures(values, steps) : SampleInput<double>.FromVector(values);
    }

    private static int[] Tokens(Random random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => random.Next(StepNetworks.Tokens))];
}
