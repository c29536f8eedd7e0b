namespace RnnGen.Tests;

/// <summary>Samples of several inputs, axes and heads, from the trainer to predictions.</summary>
public sealed class JointTrainerTests : IDisposable
{
    private static readonly Sample<float>[] s_samples = JointModel<float>.Samples(40, seed: 1);
    private static readonly Sample<float>[] s_others = JointModel<float>.Samples(12, seed: 7);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rnngen-joint");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Batch_OfSamples_IsTheBatchBuiltByHand()
    {
        var model = new JointModel<float>(seed: 2);
        var other = new JointModel<float>(seed: 2);
        using var step = new TrainingStep<float>(other, new Adam(0.05));
        using var trainer = new Trainer<float>(model, new Adam(0.05))
        {
            BatchSize = 40,
            Shuffle = false,
            BucketByLength = false,
        };
        TrainingHistory history = trainer.Fit(s_samples, epochs: 2);
        step.Run(JointModel<float>.BatchOf(s_samples));
        double second = step.Run(JointModel<float>.BatchOf(s_samples));
        Assert.Equal(other.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        Assert.Equal(second, history.Epochs[1].TrainingLoss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_OnAnyNumberOfThreads_LearnsWithTheSameBits(int accumulation)
    {
        float[]? expected = null;
        foreach (int threads in new[] { 1, 2, 4 })
        {
            var model = new JointModel<float>(dropout: 0.1, seed: 2) { MaxThreads = threads };
            using Trainer<float> trainer = Start(model, "none", accumulation);
            TrainingHistory history = trainer.Fit(s_samples, s_others, epochs: 12);
            Assert.All(history.Epochs, static epoch => Assert.True(double.IsFinite(epoch.ValidationLoss)));
            Assert.True(history.Epochs[^1].TrainingLoss < 0.8 * history.Epochs[0].TrainingLoss);
            Assert.Equal(expected ??= model.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Resume_AfterAnyStep_GivesTheBitsOfTheWholeRun(int accumulation)
    {
        var whole = new JointModel<float>(dropout: 0.2);
        using Trainer<float> first = Start(whole, "whole", accumulation);
        TrainingHistory expected = first.Fit(s_samples, s_others, epochs: 2);
        for (long stop = 1; stop < first.StepCount; stop++)
        {
            using (Trainer<float> cut = Start(new JointModel<float>(dropout: 0.2), $"cut{stop}", accumulation))
            {
                cut.MaxSteps = stop;
                cut.Fit(s_samples, s_others, epochs: 2);
            }

            var model = new JointModel<float>(dropout: 0.2);
            using Trainer<float> second = Start(model, $"cut{stop}", accumulation);
            Assert.True(second.Resume());
            Assert.Equal(stop, second.StepCount);
            TrainingHistory actual = second.Fit(s_samples, s_others, epochs: 2);
            Assert.Equal(whole.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
            Assert.Equal(expected.Epochs.Select(Numbers), actual.Epochs.Select(Numbers));
        }
    }

    [Fact]
    public void Fit_OfSeveralBatchesAStep_IsThatOfLargerBatches()
    {
        double[] Train(int batchSize, int accumulation)
        {
            var model = new JointModel<double>();
            using var trainer = new Trainer<double>(model, new Sgd(0.1))
            {
                BatchSize = batchSize,
                AccumulationSteps = accumulation,
                BucketByLength = false,
            };
            trainer.Fit(JointModel<double>.Samples(30, seed: 3), epochs: 3);
            return model.Parameters.Flat.ToArray();
        }

        Assert.Equal(Train(12, 1), Train(4, 3), static (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Evaluate_OfSeveralHeads_GivesTheLossOfEach()
    {
        var model = new JointModel<float>();
        Evaluation evaluation = model.Evaluate(
            s_others, [new Accuracy(), new Rmse().Of("kind"), new Mae().Of("kind")], batchSize: 5);
        using Pass<float> pass = model.CreatePass();
        pass.Forward(JointModel<float>.BatchOf(s_others), training: false);
        Assert.Equal(pass.Loss(), evaluation.Loss, 1e-6);
        Assert.Equal(evaluation.Losses["scores"] + (0.3 * evaluation.Losses["kind"]), evaluation.Loss, 1e-12);
        Assert.Equal(["accuracy", "kind.rmse", "kind.mae"], evaluation.Metrics.Keys);

        Outputs<float> all = model.Forward(JointModel<float>.BatchOf(s_others));
        int right = 0, steps = 0;
        double squares = 0;
        for (int row = 0; row < s_others.Length; row++)
        {
            ReadOnlySpan<int> classes = s_others[row].Classes.Span;
            for (int t = 0; t < classes.Length; t++, steps++)
                right += all[row, t].IndexOf(all[row, t].ToArray().Max()) == classes[t] ? 1 : 0;
            for (int i = 0; i < 3; i++)
                squares += Math.Pow(all.Of("kind")[row][i] - s_others[row].MoreTargets["kind"].Values.Span[i], 2);
        }

        Assert.Equal((double)right / steps, evaluation["accuracy"], 1e-12);
        Assert.Equal(Math.Sqrt(squares / (3 * s_others.Length)), evaluation["kind.rmse"], 1e-6);
        var unknown = Assert.Throws<ArgumentException>(() => model.Evaluate(s_others, [new Mae().Of("sort")]));
        Assert.Contains("Joint has no head 'sort'; it has scores, kind, trace.", unknown.Message);
    }

    [Fact]
    public void Monitor_OfAHeadsMetric_WatchesIt()
    {
        using Trainer<float> trainer = Start(new JointModel<float>(), "monitor", 1);
        trainer.Metrics.Add(new Accuracy());
        trainer.Metrics.Add(new Mae().Of("kind"));
        trainer.Monitor = "kind.mae";
        TrainingHistory history = trainer.Fit(s_samples, epochs: 3);
        Assert.All(history.Epochs, static epoch => Assert.InRange(epoch.Metrics["kind.mae"], 0.001, 5));
    }

    [Fact]
    public void Predict_OfManySamples_EqualsEachAlone()
    {
        var model = new JointModel<float>();
        IReadOnlyList<float[]> all = model.Predict(s_samples);
        Assert.Equal(40, all.Count);
        for (int i = 0; i < all.Count; i++)
        {
            Sample<float> sample = s_samples[i];
            Assert.Equal((3 * sample.MoreInputs["replies"].Steps) + 3 + (3 * sample.Steps), all[i].Length);
            Assert.Equal(all[i], model.Predict([sample])[0]);
            Outputs<float> alone = model.Forward(JointModel<float>.BatchOf([sample]));
            float[] heads = [.. alone.Values, .. alone.Of("kind").Values, .. alone.Of("trace").Values];
            Assert.Equal(heads, all[i]);
        }
    }

    [Fact]
    public void Samples_ThatDoNotFit_AreNamed()
    {
        Refuses(Input("marks", null), "Sample 2 has no 'marks', set by MoreInputs, which Joint reads.");
        Refuses(
            Input("sorts", SampleInput<float>.FromVector(new float[2])),
            "Sample 2 names 'sorts' in MoreInputs, which Joint does not read; it reads words, shapes, replies, marks, "
                + "context.");
        Refuses(
            Input("marks", SampleInput<float>.FromFeatures(new float[4], 2)),
            "Sample 2 holds features as 'marks'; Joint reads tokens.");
        Refuses(
            Input("context", SampleInput<float>.FromFeatures(new float[4], 2)),
            "Sample 2 has a value at each step of 'context'; Joint reads one a row.");
        Refuses(
            Input("context", SampleInput<float>.FromVector(new float[3])),
            "Sample 2 has 3 features of 'context'; Joint reads 2.");
        int steps = s_samples[2].MoreInputs["replies"].Steps;
        Refuses(
            Input("marks", SampleInput<float>.FromTokens(new int[steps + 1])),
            $"Sample 2 has {steps} steps of 'replies' and {steps + 1} of 'marks', which are both on the axis 'target' "
                + "of Joint.");
        Refuses(
            Input("context", SampleInput<float>.FromVector(new[] { 0, float.NaN })),
            "Sample 2 has NaN of 'context' at feature 1.");
        Refuses(Target("kind", null), "Sample 2 has no 'kind', set by MoreTargets, whose loss is MeanSquared.");
        Refuses(Target("trace", default(SampleTarget<float>)), "Sample 2 names 'trace' in MoreTargets, a head of Joint "
            + "that has no loss.");
        Refuses(
            Target("kind", new SampleTarget<float> { Values = new float[2] }),
            "Sample 2 has 2 target values of 'kind'; Joint needs 1 x 3, set by Values.");
        Refuses(
            Target("kind", new SampleTarget<float> { Values = new[] { 0, float.NaN, 0 } }),
            "Sample 2 has NaN as its target of 'kind' at output 0, unit 1.");
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleTarget<float> { Weight = -1 });
        Assert.Equal(1, default(SampleTarget<float>).Weight);
    }

    [Fact]
    public void Fit_OnceWarm_AllocatesNothingAStep()
    {
        var counter = new Allocations();
        using Trainer<float> trainer = Start(new JointModel<float>(), "warm", 1);
        trainer.Callbacks.Add(counter);
        trainer.Fit(JointModel<float>.Samples(400, seed: 5), epochs: 20);
        Assert.Equal(49, counter.Steps);
        Assert.Equal(0, counter.Bytes);
    }

    private static Sample<float> Input(string name, SampleInput<float>? input)
    {
        var inputs = new Dictionary<string, SampleInput<float>>(s_samples[2].MoreInputs);
        inputs.Remove(name);
        if (input is { } given)
            inputs[name] = given;
        return s_samples[2] with { MoreInputs = inputs };
    }

    private static Sample<float> Target(string name, SampleTarget<float>? target)
    {
        var targets = new Dictionary<string, SampleTarget<float>>(s_samples[2].MoreTargets);
        targets.Remove(name);
        if (target is { } given)
            targets[name] = given;
        return s_samples[2] with { MoreTargets = targets };
    }

    private static void Refuses(Sample<float> sample, string message)
    {
        Sample<float>[] samples = [s_samples[0], s_samples[1], sample];
        using var trainer = new Trainer<float>(new JointModel<float>(), new Sgd(0.1));
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => trainer.Fit(samples)).Message);
        Assert.Equal(0, trainer.StepCount);
    }

    private static object Numbers(EpochResult e) => (e.Epoch, e.Step, e.TrainingLoss, e.ValidationLoss);

    private Trainer<float> Start(JointModel<float> model, string folder, int accumulation) => new(model, new Adam(0.05))
    {
        BatchSize = 8,
        AccumulationSteps = accumulation,
        ClipNorm = 5,
        Checkpoints = folder == "none" ? null : new CheckpointFolder(Path.Combine(_folder.FullName, folder)),
    };

    /// <summary>
    /// Bytes that an epoch after the first allocates from its first step on; the run ends at one without any. The
    /// runtime counts what is left of a thread's memory at a collection, which another thread may cause.
    /// </summary>
    private sealed class Allocations : TrainingCallback
    {
        private long _first;

        public int Steps { get; private set; }

        public long Bytes { get; private set; }

        public override void OnStep(TrainingContext context)
        {
            if (context.Batch == 1)
                _first = GC.GetAllocatedBytesForCurrentThread();
            Bytes = GC.GetAllocatedBytesForCurrentThread() - _first;
            Steps = context.Batch - 1;
        }

        public override void OnEpochEnd(TrainingContext context, EpochResult result)
        {
            if (context.Epoch > 1 && Bytes == 0)
                context.Stop();
        }
    }
}
