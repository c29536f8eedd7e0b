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

    private static void Run(SliceWork work) => WorkerPool.RunTogether(work, Members, Teams.Patience);

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
}
