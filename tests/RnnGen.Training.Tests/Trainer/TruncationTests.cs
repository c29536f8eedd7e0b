namespace RnnGen.Training.Tests;

/// <summary>Long sequences in pieces, with states that go on and start afresh row by row.</summary>
public sealed class TruncationTests
{
    /// <summary>Sample 2 begins in the lane where sample 0 has ended, in the middle of sample 1.</summary>
    [Fact]
    public void Fit_Pieces_AreTheStepsByHand()
    {
        Sample<double>[] samples = Samples.Following(7, 10, 3);
        var model = new Follower(3);
        using Trainer<double> trainer = Start(model, lanes: 2);
        trainer.Fit(samples);

        var byHand = new Follower(3);
        using var step = new TrainingStep<double>(byHand, new Adam(1e-2)) { ClipNorm = 1 };
        step.Run(Batch([(samples[0], 0, 4), (samples[1], 0, 4)], []));
        step.Run(Batch([(samples[0], 4, 3), (samples[1], 4, 4)], step.Pass.FinalStates.ToArray()));
        double[] states = step.Pass.FinalStates.ToArray();
        for (int state = 0; state < byHand.Info.States.Count; state++)
            states.AsSpan(state * 2 * 5, 5).Clear();
        step.Run(Batch([(samples[2], 0, 3), (samples[1], 8, 2)], states));

        Assert.Equal(3, trainer.StepCount);
        Assert.Equal(byHand.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
    }

    /// <summary>The optimizer takes one step of several pieces, whose gradients stop at their borders.</summary>
    [Fact]
    public void Fit_AccumulatedPieces_AreOneStep()
    {
        Sample<double>[] samples = Samples.Following(8, 8);
        var model = new Follower(3);
        using Trainer<double> trainer = Start(model, lanes: 2);
        trainer.AccumulationSteps = 2;
        trainer.Fit(samples);

        var byHand = new Follower(3);
        using var step = new TrainingStep<double>(byHand, new Adam(1e-2)) { ClipNorm = 1 };
        step.Accumulate(Batch([(samples[0], 0, 4), (samples[1], 0, 4)], []));
        step.Accumulate(Batch([(samples[0], 4, 4), (samples[1], 4, 4)], step.Pass.FinalStates.ToArray()));
        step.Apply();
        Assert.Equal(1, trainer.StepCount);
        Assert.Equal(byHand.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void Evaluate_Carried_IsTheWholeSequences(int lanes)
    {
        Sample<float>[] samples = Samples.Remembering(9, 30, 1, 0, 17, 4, 4, 22);
        var model = new Listener(1);
        Metric[] metrics = [new Accuracy(), new Perplexity()];
        Evaluation whole = model.Evaluate(samples, metrics);
        Evaluation carried = model.Evaluate(samples, metrics, lanes, new Truncation(4));
        Assert.Equal(whole.Loss, carried.Loss, 1e-12);
        Assert.Equal(whole["accuracy"], carried["accuracy"]);
        Assert.Equal(whole["perplexity"], carried["perplexity"], 1e-12);
        Assert.Equal(8, carried.Sequences);

        // Without the states it would be another number.
        Sample<float>[] pieces = [.. samples.SelectMany(static sample => Enumerable.Range(0, (sample.Steps + 3) / 4)
            .Select(i => Sample<float>.FromTokens(sample.Tokens[(4 * i)..Math.Min(sample.Steps, (4 * i) + 4)]) with
            {
                Classes = sample.Classes[(4 * i)..Math.Min(sample.Steps, (4 * i) + 4)],
            }))];
        Assert.NotEqual(whole.Loss, model.Evaluate(pieces).Loss, 1e-4);
    }

    [Fact]
    public void Fit_Validation_CarriesStatesToo()
    {
        using var trainer = new Trainer<float>(new Listener(1), new Adam()) { Truncation = new Truncation(5) };
        TrainingHistory history = trainer.Fit(Samples.Remembering(20, 20), Samples.Remembering(11, 13));
        Evaluation evaluation = trainer.Model.Evaluate(Samples.Remembering(11, 13));
        Assert.Equal(evaluation.Loss, history.Epochs[0].ValidationLoss, 1e-12);
        Assert.Equal(evaluation.Loss, trainer.Evaluate(Samples.Remembering(11, 13)).Loss, 1e-12);
    }

    [Fact]
    public void Fit_TaskThatNeedsTheCarriedState_IsLearned()
    {
        using var trainer = new Trainer<float>(new Listener(1), new Adam(1e-2))
        {
            BatchSize = 8,
            Truncation = new Truncation(6),
        };
        TrainingHistory history = trainer.Fit(Samples.Remembering([.. Enumerable.Repeat(18, 64)]), epochs: 30);
        Assert.True(history.Epochs[^1].TrainingLoss < 0.6, $"loss {history.Epochs[^1].TrainingLoss}");
    }

    [Fact]
    public void Progress_BatchesOfAnEpoch_AreKnownWhereAllLanesBeginAtOnce()
    {
        using Trainer<double> trainer = Start(new Follower(3), lanes: 3);
        Assert.Equal(3, trainer.BatchCount(Samples.Following(7, 10, 3)));
        trainer.BatchSize = 2;
        Assert.Null(trainer.BatchCount(Samples.Following(7, 10, 3)));
        trainer.Truncation = null;
        Assert.Equal(2, trainer.BatchCount(Samples.Following(7, 10, 3)));
    }

    [Fact]
    public void Truncation_ModelThatCannotBeCut_NamesTheLayer()
    {
        Assert.Equal(
            "Truncation cuts sequences in time, but 'both' of BothWays needs later steps of them.",
            Refusal(new BothWays(1)));
        Assert.Equal(
            "Truncation cuts sequences in time, but 'laststep' of Classifier gives one output a sequence.",
            Refusal(new Classifier(1)));
        Assert.Equal(
            "Truncation cuts sequences in time, but ThreeSteps is declared for 3 steps.", Refusal(new ThreeSteps(1)));
        Assert.Equal(
            "Truncation cuts sequences in time, but the loss Crf of PathTagger reads them whole.",
            Refusal(new PathTagger(1)));
        var e = Assert.Throws<InvalidOperationException>(
            () => new BothWays(1).Evaluate(Samples.Tagging(3), carry: new Truncation(2)));
        Assert.StartsWith("carry cuts sequences", e.Message);
        Assert.Throws<ArgumentOutOfRangeException>("steps", static () => new Truncation(0));

        static string Refusal(Model<float> model)
        {
            using var trainer = new Trainer<float>(model, new Adam());
            return Assert.Throws<InvalidOperationException>(() => trainer.Truncation = new Truncation(2)).Message;
        }
    }

    private static Trainer<double> Start(Follower model, int lanes) => new(model, new Adam(1e-2))
    {
        BatchSize = lanes,
        Shuffle = false,
        ClipNorm = 1,
        Truncation = new Truncation(4),
    };

    private static Batch<double> Batch((Sample<double> Sample, int First, int Steps)[] pieces, double[] states)
    {
        int steps = pieces.Max(static piece => piece.Steps);
        var features = new double[pieces.Length * steps * 2];
        var targets = new double[pieces.Length * steps];
        for (int row = 0; row < pieces.Length; row++)
        {
            (Sample<double> sample, int first, int count) = pieces[row];
            sample.Features.Span.Slice(first * 2, count * 2).CopyTo(features.AsSpan(row * steps * 2));
            sample.Targets.Span.Slice(first, count).CopyTo(targets.AsSpan(row * steps));
        }

        int[] lengths = Array.ConvertAll(pieces, static piece => piece.Steps);
        return Batch<double>.FromFeatures(features, pieces.Length, steps, lengths) with
        {
            Targets = targets,
            InitialStates = states,
        };
    }
}
