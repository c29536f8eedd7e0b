using RnnGen.Execution;
using RnnGen.Program;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>The directions of a layer on the halves of a team: the bits of one thread, whatever the members.</summary>
[Collection(nameof(Teams))]
public sealed class SideBySideTests
{
    private const int Rows = 5;
    private const int Steps = 9;

    private const string Cell =
        """
        [Cell]
        public sealed partial class LeakyCell
        {
            public static (Vec, Vec) Step(Vec x, Vec h, Vec c)
            {
                var g = Sigmoid(Affine(x, h));
                var n = Tanh(Affine(x, g * h)) + 0.1 * x;
                return (g * n + (1 - g) * c, n);
            }
        }
        """;

    private static readonly Dictionary<string, Declaration> s_declarations = new[]
    {
        "[Input(6)]\n[Lstm(19, Layers = 2, Bidirectional = true)]",
        "[Embedding(30, 12)]\n[Lstm(24, Layers = 2, Bidirectional = true)]",
        "[Input(6)]\n[Gru(70, Layers = 2, Bidirectional = true, Merge = Merge.Sum)]\n[LastStep]",
        "[Input(6)]\n[Lstm(40, Bidirectional = true, Dropout = 0.3, Layers = 2)]\n[MeanPool]\n[Dense(3)]",
        "[Input(6)]\n[Dense(12)]\n[Recurrent<LeakyCell>(12, Layers = 2, Bidirectional = true, Merge = Merge.Average)]",
        "[Input(6)]\n[Recurrent<LeakyCell>(6, Bidirectional = true)]\n[Lstm(70)]\n[MaxPool]",
        "[Input(6)]\n[Lstm(24, Layers = 2, Bidirectional = true, Residual = true)]\n"
            + "[Lstm(17, Bidirectional = true, Unroll = 2)]",
    }.ToDictionary(static layers => layers, static layers => new Declaration(
        layers, Precision.Single, layers.Contains("Leaky", StringComparison.Ordinal) ? Cell : null));

    private static readonly Lazy<CompiledDeclarations> s_compiled =
        new(static () => DeclarationCompiler.Compile(s_declarations.Values));

    /// <summary>Stacks of layers.</summary>
    public static TheoryData<string> Layers => [.. s_declarations.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Team_OfAnySize_HasTheBitsOfOneThread(string layers)
    {
        var backend = new CpuBackend();
        Model<float> model = s_compiled.Value.Create<float>(s_declarations[layers]);
        foreach (int[]? lengths in new[] { null, new[] { 3, Steps, 0, 7, 1 } })
        {
            StackCase drawn = RandomCase.Draw(model.Info, layers, Rows, Steps, lengths, seed: 7);
            model.MaxThreads = 1;
            StackResult training = backend.Evaluate(model, drawn, gradients: true);
            StackResult evaluation = backend.Evaluate(model, drawn, gradients: false);
            model.TeamRule = Teams.Always;
            foreach (int members in new[] { 2, 3, 4 })
            {
                model.MaxThreads = members;
                Results.SameBits(
                    training, Teams.AssertMade(() => backend.Evaluate(model, drawn, gradients: true)));
                Results.SameBits(
                    evaluation, Teams.AssertMade(() => backend.Evaluate(model, drawn, gradients: false)));
            }
        }
    }

    [Fact]
    public void TrainingSteps_OfTwoLayers_HaveTheBitsOfOneThread()
    {
        var declaration = new Declaration(
            "[Embedding(30, 12)]\n[Lstm(19, Layers = 2, Bidirectional = true)]\n[Dense(4)]\n[CrossEntropy]",
            Precision.Single);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        float[] Train(int threads)
        {
            Model<float> model = compiled.Create<float>(declaration);
            model.TeamRule = Teams.Always;
            model.MaxThreads = threads;
            var random = new Random(3);
            using var step = new TrainingStep<float>(model, new Adam(1e-2)) { ClipNorm = 1 };
            for (int i = 0; i < 4; i++)
            {
                int[] tokens = [.. Enumerable.Range(0, Rows * Steps).Select(_ => random.Next(30))];
                Batch<float> batch = Batch<float>.FromTokens(tokens, Rows, Steps, new[] { Steps, i, 3, 5, 1 });
                step.Run(batch with { Classes = Array.ConvertAll(tokens, static token => token % 4) });
            }

            return model.Parameters.Flat.ToArray();
        }

        float[] alone = Train(1);
        Assert.All(
            new[] { 2, 3, 4 }, members => Assert.Equal(alone, Teams.AssertMade(() => Train(members))));
    }

    [Fact]
    public void Rule_OfALayerTooSmallForMeetings_GivesEachDirectionAThreadWhereThePassIsLong()
    {
        Declaration declaration = s_declarations.Values.Single(static declaration
            => declaration.Attributes.Contains("[MeanPool]", StringComparison.Ordinal));
        ModelProgram<float> program = s_compiled.Value.Create<float>(declaration).Program;
        int Members(int steps, int threads) => TeamRule.Measured.Members(program, 1, threads, steps);
        Assert.Equal((1, 1, 2), (Members(1, 8), Members(1000, 1), Members(1000, 8)));
    }

    [Theory]
    [InlineData("[MeanPool]", 2)]
    [InlineData("Merge.Average", 1)]
    public void Rule_OfAPassBackward_CountsOnItsOwnSides(string layers, int backward)
    {
        Declaration declaration = s_declarations.Values.Single(
            declaration => declaration.Attributes.Contains(layers, StringComparison.Ordinal));
        ModelProgram<float> program = s_compiled.Value.Create<float>(declaration).Program;
        Assert.Equal(2, TeamRule.Measured.Members(program, 1, maxThreads: 8, steps: 1000));
        Assert.Equal(backward, TeamRule.Measured.Members(program, 1, maxThreads: 8, steps: 1000, backward: true));
    }

    [Fact]
    public void Halves_OfATeam_MeetByThemselves()
    {
        var work = new Sides();
        for (int members = 1; members <= 4; members++)
        {
            work.Reset();
            WorkerPool.RunTogether(work, members, Teams.Patience);
            Assert.Equal(members, work.Members);
            Assert.Equal(work.Members % 2 == 0 ? work.Members / 2 : work.Members, work.First);
            Assert.Equal(work.First, work.Second);
            Assert.Equal(0, work.Missed);
        }
    }

    [Fact]
    public void Member_ThatThrowsInItsHalf_EndsTheTeamAndServesTheNext()
    {
        var work = new Sides();
        for (int i = 0; i < 40; i++)
        {
            work.Reset();
            work.Throws = i % 2 == 0;
            void Run() => WorkerPool.RunTogether(work, 2 + (i % 3), Teams.Patience);
            if (work.Throws)
                Assert.Equal("first", Assert.Throws<FormatException>(Run).Message);
            else
                Run();
        }
    }

    /// <summary>The members of each half meet many times; the first one may leave in the middle.</summary>
    private sealed class Sides : SliceWork
    {
        private const int MostMembers = 4;

        // [side, member]: meetings that a member has come to.
        private readonly int[][] _come = [new int[MostMembers], new int[MostMembers]];
        private readonly int[] _inSide = new int[2];
        private int _members;
        private int _missed;

        public bool Throws { get; set; }

        public int Members => _members;

        public int First => _inSide[0];

        public int Second => _inSide[1];

        /// <summary>How often a member went on from a meeting to which another one of its half had not come.</summary>
        public int Missed => _missed;

        public void Reset()
        {
            (_members, _missed) = (0, 0);
            foreach (int[] counters in (int[][])[.. _come, _inSide])
                Array.Clear(counters);
        }

        public override void Begin(int index)
        {
        }

        public override void Compute(int index, Team team)
        {
            Interlocked.Increment(ref _members);
            var members = new int[2];
            for (int pass = 0; pass < 3; pass++)
            {
                TeamHalves halves = team.Halve();
                if (halves.IsInFirst)
                    Meet(halves.Own, 0, ref members[0], pass, throws: Throws && team.IsFirst);
                if (halves.IsInSecond)
                    Meet(halves.Own, 1, ref members[1], pass, throws: false);
                halves.Meet();
            }
        }

        public override void End(int index)
        {
        }

        private void Meet(Team half, int side, ref int member, int pass, bool throws)
        {
            if (pass == 0)
                member = Interlocked.Increment(ref _inSide[side]) - 1;
            for (int i = 0; i < 100; i++)
            {
                if (throws && pass == 1 && i == 50)
                    throw new FormatException("first");
                int meeting = (100 * pass) + i + 1;
                Volatile.Write(ref _come[side][member], meeting);
                half.Wait();
                for (int other = 0; other < _inSide[side]; other++)
                {
                    if (Volatile.Read(ref _come[side][other]) < meeting)
                        Interlocked.Increment(ref _missed);
                }
            }
        }
    }
}
