namespace RnnGen.Training.Tests;

/// <summary>Several heads of one sequence that is cut in time.</summary>
public sealed class HeadPieceTests
{
    [Fact]
    public void Evaluate_PiecesOfTwoHeads_IsThatOfWholeSequences()
    {
        var model = new TwoTaggers(1);
        Evaluation whole = model.Evaluate(Tagged(20), [new Accuracy(), new Accuracy().Of("other")]);
        Evaluation pieces = model.Evaluate(
            Tagged(20), [new Accuracy(), new Accuracy().Of("other")], batchSize: 3, carry: new Truncation(4));
        Assert.Equal(whole.Loss, pieces.Loss, 1e-6);
        Assert.Equal(whole.Losses["other"], pieces.Losses["other"], 1e-6);
        Assert.Equal(whole["accuracy"], pieces["accuracy"], 1e-12);
        Assert.Equal(whole["other.accuracy"], pieces["other.accuracy"], 1e-12);
    }

    [Fact]
    public void Fit_PiecesOfTwoMeans_NeedOneBatchAStep()
    {
        using var trainer = new Trainer<float>(new TwoTaggers(1), new Adam()) { Truncation = new Truncation(4) };
        Assert.True(double.IsFinite(trainer.Fit(Tagged(20)).Epochs[0].TrainingLoss));
        trainer.AccumulationSteps = 2;
        var refused = Assert.Throws<ArgumentException>(() => trainer.Fit(Tagged(20), epochs: 2));
        Assert.Contains("Set Truncation or AccumulationSteps, not both.", refused.Message);
        Assert.Equal(1, trainer.EpochCount);
    }

    [Fact]
    public void Truncation_OfAHeadThatReadsOutOnce_NamesIt()
    {
        using var trainer = new Trainer<double>(new TaggerWithSum(1), new Adam());
        var refused = Assert.Throws<InvalidOperationException>(() => trainer.Truncation = new Truncation(4));
        Assert.Equal(
            "Truncation cuts sequences in time, but 'sum' of TaggerWithSum is one output a sequence.", refused.Message);
    }

    [Fact]
    public void Train_SegmentsOfTwoHeads_GivesTheWholeBatchsNumbers()
    {
        var random = new Random(1);
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        int[] lengths = [9, 0, 23, 17, 1, 22];
        Batch<double> batch = Batch<double>.FromFeatures(Values(6 * 23 * 2), 6, 23, lengths) with
        {
            Classes = Enumerable.Range(0, 6 * 23).Select(static i => i % 3).ToArray(),
            MoreTargets = new Dictionary<string, BatchTarget<double>> { ["sum"] = new() { Values = Values(12) } },
        };
        TaggerWithSum model = new(1), other = new(1);
        using var whole = new TrainingStep<double>(model, new Sgd(0.1));
        using var cut = new TrainingStep<double>(other, new Sgd(0.1)) { ActivationBudget = 40_000 };
        Assert.InRange(cut.Pass.SegmentSteps(6, 23), 2, 12);
        Assert.Equal(whole.Run(batch), cut.Run(batch), 1e-12);
        Assert.Equal(whole.Pass.LossesOf("sum").ToArray(), cut.Pass.LossesOf("sum").ToArray());
        Assert.Equal(whole.Pass.OutputsOf("sum").ToArray(), cut.Pass.OutputsOf("sum").ToArray());
        Assert.Equal(whole.Pass.Outputs.ToArray(), cut.Pass.Outputs.ToArray());
        Assert.Equal(
            model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray(),
            static (a, b) => Math.Abs(a - b) < 1e-12);
    }

    private static Sample<float>[] Tagged(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int[] tokens = [.. Enumerable.Range(0, random.Next(0, 14)).Select(_ => random.Next(12))];
            return Sample<float>.FromTokens(tokens) with
            {
                Classes = tokens.Select(static token => token % 3).ToArray(),
                MoreTargets = new Dictionary<string, SampleTarget<float>>
                {
                    ["other"] = new() { Classes = tokens.Select(static token => token % 4).ToArray() },
                },
            };
        })];
    }
}
