using RnnGen.Execution;

namespace RnnGen.Training.Tests;

/// <summary>Training within a budget of memory: the same numbers, from a segment of time at a time.</summary>
public sealed class SegmentTests
{
    private const int Rows = 11;
    private const int Steps = 23;

    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool>();
            foreach (string model in (string[])["dropped", "follower", "mean", "largest", "last"])
            {
                foreach (int each in (int[])[1, 4, 8, 22])
                {
                    cases.Add(model, each, true);
                    cases.Add(model, each, false);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Train_InSegments_GivesTheWholeBatchsNumbers(string kind, int each, bool isRagged)
    {
        Model<double> model = Create(kind);
        Batch<double> batch = Draw(model, isRagged);
        using TrainingStep<double> whole = Accumulate(model, batch, budget: 0);
        using TrainingStep<double> cut = Accumulate(model, batch, Room(model, Rows, each));
        Assert.InRange(cut.Pass.SegmentSteps(Rows, Steps), 1, each);
        Assert.Equal(Steps, whole.Pass.SegmentSteps(Rows, Steps));

        // Forward: the same bits, dropout included.
        Assert.Equal(whole.Pass.Outputs.ToArray(), cut.Pass.Outputs.ToArray());
        Assert.Equal(whole.Pass.FinalStates.ToArray(), cut.Pass.FinalStates.ToArray());
        Assert.Equal(whole.Pass.Losses.ToArray(), cut.Pass.Losses.ToArray());

        // Backward: other sums.
        AssertClose(whole.Pass.Gradients, cut.Pass.Gradients);
        AssertClose(whole.Pass.InitialStateGradient, cut.Pass.InitialStateGradient);
        AssertClose(whole.Pass.InputGradient, cut.Pass.InputGradient);
        Assert.Equal(whole.Apply(), cut.Apply(), 1e-12);
        Assert.Equal(whole.LastGradientNorm, cut.LastGradientNorm, 1e-12);
    }

    [Fact]
    public void Reserve_ForSegments_LeavesNothingToAllocate()
    {
        Model<double> model = Create("dropped");
        model.MaxThreads = 1;
        long budget = Room(model, Rows, 4);
        Batch<double> batch = Draw(model, isRagged: true);
        using (var warm = new TrainingStep<double>(model, new Sgd(0.1)) { ActivationBudget = budget })
        {
            for (int i = 0; i < 3; i++)
                warm.Run(batch);
        }

        // The runtime counts what is left of a thread's memory at a collection, which another thread may cause.
        long least = long.MaxValue;
        for (int i = 0; i < 20 && least > 0; i++)
        {
            using var reserved = new TrainingStep<double>(model, new Sgd(0.1)) { ActivationBudget = budget };
            reserved.Reserve(Rows, Steps);
            long before = GC.GetAllocatedBytesForCurrentThread();
            reserved.Run(batch);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Run_InSegments_ClipsByTheNormOfTheWholeGradient()
    {
        double[] Train(int each)
        {
            Model<double> model = Create("dropped");
            using var step = new TrainingStep<double>(model, new LazyAdam(1e-2)) { ClipNorm = 0.1 };
            step.ActivationBudget = each == 0 ? 0 : Room(model, Rows, each);
            for (int i = 0; i < 3; i++)
                step.Run(Draw(model, isRagged: true));
            return model.Parameters.Flat.ToArray();
        }

        AssertClose(Train(0), Train(5));
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("mean")]
    public void Train_InSegments_AnyThreadsAndTeams_GiveTheSameBits(string kind)
    {
        double[] Gradients(int threads, TeamRule rule)
        {
            Model<double> model = Create(kind);
            model.MaxThreads = threads;
            model.TeamRule = rule;
            using TrainingStep<double> step = Accumulate(model, Draw(model, isRagged: true), Room(model, Rows, 6));
            return step.Pass.Gradients.ToArray();
        }

        double[] alone = Gradients(1, TeamRule.Measured);
        Assert.Equal(alone, Gradients(1, TeamRule.Measured));
        Assert.Equal(alone, Gradients(3, TeamRule.Measured));
        Assert.Equal(alone, Gradients(4, new TeamRule(1, TeamRule.MostPatience)));
    }

    [Fact]
    public void Memory_OfALongSequence_StaysWithinTheBudget()
    {
        const int Long = 2000;
        var model = new Frugal(1);
        Assert.Equal(100_000, model.Info.ActivationBudget);
        using var trainer = new Trainer<float>(model, new Adam(1e-3)) { BatchSize = 4 };
        Assert.Equal(100_000, trainer.ActivationBudget);
        Sample<float>[] samples = Samples.Remembering(Long, Long - 1, 900, 3);
        trainer.Fit(samples);
        Assert.InRange(trainer.TrainingStep.Pass.ActivationBytes, 1, 100_000);

        var free = new Frugal(1);
        using var unlimited = new Trainer<float>(free, new Adam(1e-3)) { BatchSize = 4, ActivationBudget = 0 };
        unlimited.Fit(samples);
        Assert.InRange(unlimited.TrainingStep.Pass.ActivationBytes, 1_000_000, long.MaxValue);
        for (int i = 0; i < free.Parameters.Length; i++)
            Assert.Equal(free.Parameters.Flat[i], model.Parameters.Flat[i], 1e-4f);
    }

    [Fact]
    public void Fit_BudgetAndTruncationAndMetrics_GoTogether()
    {
        double Loss(long budget)
        {
            using var trainer = new Trainer<float>(new Listener(1), new Adam(1e-2))
            {
                BatchSize = 4,
                Truncation = new Truncation(50),
                ActivationBudget = budget,
                Metrics = { new Accuracy() },
            };
            TrainingHistory history = trainer.Fit(Samples.Remembering(170, 90, 120, 60, 30), epochs: 2);
            return history.Epochs[1].TrainingLoss + history.Epochs[1].Metrics["accuracy"];
        }

        Assert.Equal(Loss(0), Loss(30_000), 1e-3);
    }

    [Fact]
    public void ActivationBudget_ThatCannotBeKept_IsRefused()
    {
        Model<double> model = Create("follower");
        double[] before = model.Parameters.Flat.ToArray();
        using var step = new TrainingStep<double>(model, new Sgd(1)) { ActivationBudget = 100 };
        var small = Assert.Throws<InvalidOperationException>(() => step.Run(Draw(model, isRagged: true)));
        Assert.Equal(
            $"ActivationBudget is 100 bytes; one step of 11 rows of Follower takes {Room(model, Rows, 1)}.",
            small.Message);
        Assert.Equal(before, model.Parameters.Flat.ToArray());

        using var both = new TrainingStep<float>(new BothWays(1), new Sgd(1));
        var reversed = Assert.Throws<InvalidOperationException>(() => both.ActivationBudget = 1 << 20);
        Assert.Equal(
            "ActivationBudget cuts sequences in time, but 'both' of BothWays needs later steps of them.",
            reversed.Message);
        Assert.Throws<ArgumentOutOfRangeException>("ActivationBudget", () => both.ActivationBudget = -1);
    }

    [Fact]
    public void Loss_OfABatchInSegments_IsRefused()
    {
        Model<double> model = Create("follower");
        Batch<double> batch = Draw(model, isRagged: false);
        using TrainingStep<double> step = Accumulate(model, batch, Room(model, Rows, 4));
        Assert.Throws<InvalidOperationException>(() => step.Pass.Loss());
        Assert.Throws<InvalidOperationException>(() => step.Pass.Backward());
        step.Pass.Forward(batch);
        Assert.True(double.IsFinite(step.Pass.Loss()));
    }

    private static Model<double> Create(string kind) => kind switch
    {
        "dropped" => new DroppedSteps(3),
        "follower" => new Follower(3),
        "mean" => new MeanOfSteps(3),
        "largest" => new LargestStep(3),
        _ => new Regressor(3),
    };

    private static TrainingStep<double> Accumulate(Model<double> model, Batch<double> batch, long budget)
    {
        var step = new TrainingStep<double>(model, new Sgd(1e-9)) { ActivationBudget = budget };
        step.Pass.WantsInputGradient = true;
        step.Accumulate(batch);
        return step;
    }

    /// <summary>Bytes of activations of so many steps.</summary>
    private static long Room(Model<double> model, int rows, int steps)
    {
        using var work = new Workspace<double>(model.Program);
        return work.Room(rows, steps, training: true) * sizeof(double);
    }

    /// <summary>Rows of all lengths, two empty ones among them, in room for more steps than any has.</summary>
    private static Batch<double> Draw(Model<double> model, bool isRagged)
    {
        var random = new Random(5);
        int[] lengths = isRagged ? [4, 0, 21, 9, 21, 1, 8, 12, 0, 20, 16] : [];
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        int[] Integers(int count, int bound) => [.. Enumerable.Range(0, count).Select(_ => random.Next(bound))];
        bool readsTokens = model.Info.Vocabulary > 0;
        Batch<double> batch = readsTokens
            ? Batch<double>.FromTokens(Integers(Rows * Steps, 12), Rows, Steps, lengths)
            : Batch<double>.FromFeatures(Numbers(Rows * Steps * 2), Rows, Steps, lengths);
        int vectors = Rows * (model.Info.OutputPerStep ? Steps : 1);
        return batch with
        {
            Classes = readsTokens ? Integers(vectors, 4) : null,
            Targets = readsTokens ? null : Numbers(vectors * model.Info.Outputs),
            SampleWeights = Numbers(Rows),
            InitialStates = Numbers(Rows * model.Info.States.Sum(static state => state.Size)),
        };
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-12, $"{i}: {expected[i]} and {actual[i]}");
    }
}
