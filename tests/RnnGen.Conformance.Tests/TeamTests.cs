using RnnGen.Execution;
using RnnGen.Program;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>Threads that compute one slice together: all come back, and nobody sees that they were there.</summary>
[Collection(nameof(Teams))]
public sealed class TeamTests
{
    private const int Members = 3;

    private static readonly Declaration s_declaration = new(
        "[Input(5)]\n[Lstm(70, Layers = 2)]\n[LastStep]\n[Dense(3)]\n[CrossEntropy]", Precision.Single);

    private static readonly Lazy<CompiledDeclarations> s_compiled =
        new(() => DeclarationCompiler.CompileOne(s_declaration));

    [Fact]
    public void Steps_OfStreamsByATeam_HaveTheBitsOfOneThread()
    {
        Model<float> model = s_compiled.Value.Create<float>(s_declaration);
        float[] x = Features(40);
        model.MaxThreads = 1;
        using ModelStream<float> alone = model.CreateStream();
        float[][] expected = [.. Enumerable.Range(0, 40).Select(t => alone.Step(x.AsSpan(t * 5, 5)).ToArray())];
        model.TeamRule = Teams.Always;
        model.MaxThreads = Members;
        using ModelStream<float> together = model.CreateStream();
        Assert.Equal(expected, Teams.AssertMade<float[][]>(
            () => [.. Enumerable.Range(0, 40).Select(t => together.Step(x.AsSpan(t * 5, 5)).ToArray())]));
    }

    [Fact]
    public void TrainingSteps_OfSmallBatches_HaveTheBitsOfOneThread()
    {
        float[] Train(int threads)
        {
            Model<float> model = s_compiled.Value.Create<float>(s_declaration);
            model.TeamRule = Teams.Always;
            model.MaxThreads = threads;
            using var step = new TrainingStep<float>(model, new Adam(1e-2)) { ClipNorm = 1 };
            for (int i = 0; i < 6; i++)
            {
                Batch<float> batch = Batch<float>.FromFeatures(Features(4 * 6), 4, 6, new[] { 6, i, 3, 5 });
                step.Run(batch with { Classes = new[] { 0, 1, 2, 1 } });
            }

            return model.Parameters.Flat.ToArray();
        }

        Assert.Equal(Train(1), Teams.AssertMade(() => Train(Members)));
    }

    [Fact]
    public void Predictions_OnManyThreadsAtOnce_AllEnd()
    {
        Model<float> model = s_compiled.Value.Create<float>(s_declaration);
        float[] x = Features(7);
        model.MaxThreads = 1;
        var expected = new float[3];
        model.Predict(x, expected);
        model.TeamRule = Teams.Always;
        model.MaxThreads = Members;
        Teams.AssertMade(() => Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            var actual = new float[3];
            for (int i = 0; i < 500; i++)
            {
                model.Predict(x, actual);
                Assert.Equal(expected, actual);
            }
        }));
    }

    [Theory]
    [InlineData(33, 8)]
    [InlineData(33, 13)]
    [InlineData(16, 5)]
    public void Slices_EachByATeam_HaveTheBitsOfOneThread(int rows, int threads)
    {
        float[] Train(int most)
        {
            Model<float> model = s_compiled.Value.Create<float>(s_declaration);
            model.TeamRule = Teams.Always;
            model.MaxThreads = most;
            using var step = new TrainingStep<float>(model, new Adam(1e-2)) { ClipNorm = 1 };
            int[] lengths = [.. Enumerable.Range(0, rows).Select(static row => row % 7)];
            Batch<float> batch = Batch<float>.FromFeatures(Features(rows * 6), rows, 6, lengths);
            for (int i = 0; i < 3; i++)
                step.Run(batch with { Classes = Array.ConvertAll(lengths, static length => length % 3) });
            var outputs = new float[rows * 3];
            model.Predict(batch, outputs);
            return [.. model.Parameters.Flat, .. outputs];
        }

        Assert.Equal(Train(1), Teams.AssertMade(() => Train(threads)));
    }

    [Fact]
    public void Slices_ByTeams_AreEachBegunComputedAndEnded()
    {
        var work = new Slices();
        for (int slices = 1; slices <= RowOrder.MaxSlices; slices++)
        {
            work.Reset();
            WorkerPool.RunTogether(work, slices, members: 2, Teams.Patience);
            Assert.Equal(Enumerable.Repeat((1, 2, 1), slices), work.Counts.Take(slices));
        }
    }

    [Fact]
    public void Slices_OfFewerThreadsThanTeamsNeed_AreDoneApart()
    {
        var work = new Slices();
        for (int i = 0; i < 300; i++)
        {
            // Nobody is waited for: as many come as happen to be awake.
            work.Reset();
            WorkerPool.RunTogether(work, slices: 3, members: 3, patience: i % 4);
            Assert.All(work.Counts.Take(3), static count => Assert.Equal((1, 1), (count.Begun, count.Ended)));
            Assert.All(work.Counts.Take(3), static count => Assert.InRange(count.Members, 1, 3));
            if (i % 10 == 0)
                Thread.Sleep(1);
        }
    }

    [Fact]
    public void Member_OfOneOfManyTeams_ThatThrows_IsTheFailure()
    {
        var work = new Slices();
        for (int i = 0; i < 30; i++)
        {
            work.Reset();
            work.Throws = i % 4;
            void Run() => WorkerPool.RunTogether(work, slices: 3, members: 2, Teams.Patience);
            if (work.Throws < 3)
                Assert.Equal("a slice", Assert.Throws<FormatException>(Run).Message);
            else
                Run();
        }
    }

    [Fact]
    public void Member_ThatThrows_EndsTheTeamAndServesTheNext()
    {
        var work = new Meetings();
        for (int i = 0; i < 50; i++)
        {
            work.Throws = i % 2 == 0;
            if (work.Throws)
                Assert.Equal("first", Assert.Throws<FormatException>(() => Run(work)).Message);
            else
                Run(work);
        }
    }

    private static void Run(SliceWork work) => WorkerPool.RunTogether(work, 1, Members, Teams.Patience);

    private static float[] Features(int steps)
    {
        var random = new Random(steps);
        return [.. Enumerable.Range(0, steps * 5).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    /// <summary>Members meet many times; the first one leaves in the middle.</summary>
    private sealed class Meetings : SliceWork
    {
        public bool Throws { get; set; }

        public override void Begin(int index)
        {
        }

        public override void Compute(int index, Team team)
        {
            for (int i = 0; i < 200; i++)
            {
                if (Throws && i == 100 && team.IsFirst)
                    throw new FormatException("first");
                team.Wait();
            }
        }

        public override void End(int index)
        {
        }
    }

    /// <summary>Counts what is done to each slice; the first member of one of them may leave in the middle.</summary>
    private sealed class Slices : SliceWork
    {
        private readonly int[] _begun = new int[RowOrder.MaxSlices];
        private readonly int[] _members = new int[RowOrder.MaxSlices];
        private readonly int[] _ended = new int[RowOrder.MaxSlices];

        public int Throws { get; set; } = -1;

        public IEnumerable<(int Begun, int Members, int Ended)> Counts
            => _begun.Select((begun, i) => (begun, _members[i], _ended[i]));

        public void Reset()
        {
            foreach (int[] counts in new[] { _begun, _members, _ended })
                Array.Clear(counts);
        }

        // Where slices are done apart, the first one is begun a second time.
        public override void Begin(int index) => _begun[index] = 1;

        public override void Compute(int index, Team team)
        {
            Interlocked.Increment(ref _members[index]);
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(1, Volatile.Read(ref _begun[index]));
                Assert.Equal(0, Volatile.Read(ref _ended[index]));
                if (i == 10 && index == Throws && team.IsFirst)
                    throw new FormatException("a slice");
                team.Wait();
            }
        }

        public override void End(int index) => Interlocked.Increment(ref _ended[index]);
    }
}
