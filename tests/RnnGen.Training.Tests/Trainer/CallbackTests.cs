namespace RnnGen.Training.Tests;

/// <summary>What callbacks may do, and what comes of their mistakes.</summary>
public sealed class CallbackTests
{
    private static readonly Sample<float>[] s_samples = Samples.Classification(48);

    [Fact]
    public void Fit_CallbackThrows_GoesOnBitForBit()
    {
        (Classifier whole, Trainer<float> wholeTrainer) = Start();
        TrainingHistory expected = wholeTrainer.Fit(s_samples, epochs: 2);
        for (int step = 1; step <= 12; step++)
        {
            (Classifier model, Trainer<float> trainer) = Start();
            int at = step;
            trainer.Callbacks.Add(new On
            {
                Step = context =>
                {
                    if (context.Step == at)
                        throw new InvalidTimeZoneException();
                },
            });
            Assert.Throws<InvalidTimeZoneException>(() => trainer.Fit(s_samples, epochs: 2));
            trainer.Callbacks.Clear();
            TrainingHistory actual = trainer.Fit(s_samples, epochs: 2);
            Assert.Equal(whole.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
            Assert.Equal(expected.Epochs.Select(e => e.TrainingLoss), actual.Epochs.Select(e => e.TrainingLoss));
            Assert.Equal(expected.Epochs[^1].Metrics["accuracy"], actual.Epochs[^1].Metrics["accuracy"]);
            trainer.Dispose();
        }

        wholeTrainer.Dispose();
    }

    [Fact]
    public void Evaluate_InACallback_ChangesNothing()
    {
        (Classifier whole, Trainer<float> wholeTrainer) = Start();
        TrainingHistory expected = wholeTrainer.Fit(s_samples, epochs: 2);
        (Classifier model, Trainer<float> trainer) = Start();
        Sample<float>[] bad = [s_samples[0], Sample<float>.FromTokens(new[] { 99 })];
        trainer.Callbacks.Add(new On
        {
            Step = _ =>
            {
                trainer.Evaluate(Samples.Classification(9, seed: 4));
                Assert.Throws<ArgumentException>(() => trainer.Evaluate(bad));
            },
        });
        TrainingHistory actual = trainer.Fit(s_samples, epochs: 2);
        Assert.Equal(whole.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        Assert.Equal(expected.Epochs[^1].Metrics["accuracy"], actual.Epochs[^1].Metrics["accuracy"]);
        wholeTrainer.Dispose();
        trainer.Dispose();
    }

    [Fact]
    public void Evaluate_AfterFit_MetricsShowItsDetails()
    {
        var confusion = new ConfusionMatrix();
        using var trainer = new Trainer<float>(new Classifier(1), new Adam()) { Metrics = { confusion } };
        trainer.Fit(s_samples);
        Evaluation evaluation = trainer.Evaluate(Samples.Classification(9, seed: 4));
        long counted = 0;
        for (int i = 0; i < 9; i++)
            counted += confusion[i / 3, i % 3];
        Assert.Equal(9, counted);
        Assert.Equal(evaluation["confusion"], confusion.Value);
    }

    [Fact]
    public void Fit_WithinFit_IsRefused()
    {
        (_, Trainer<float> trainer) = Start();
        int refused = 0;
        trainer.Callbacks.Add(new On
        {
            Step = _ =>
            {
                Assert.Throws<InvalidOperationException>(() => trainer.Fit(s_samples, epochs: 9));
                Assert.Throws<InvalidOperationException>(() => trainer.Resume("nowhere"));
                refused++;
            },
        });
        trainer.Fit(s_samples);
        Assert.Equal(6, refused);
        trainer.Dispose();
    }

    private static (Classifier Model, Trainer<float> Trainer) Start()
    {
        var model = new Classifier(seed: 3);
        return (model, new Trainer<float>(model, new Adam(1e-2)) { BatchSize = 8, Metrics = { new Accuracy() } });
    }

    private sealed class On : TrainingCallback
    {
        public Action<TrainingContext> Step { get; init; } = static _ => { };

        public override void OnStep(TrainingContext context) => Step(context);
    }
}
