using System.Text;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;
using RnnGen.Compiler.Tests.Support;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>Where attention is scheduled, what it costs and what it needs cleared.</summary>
public class AttendTests
{
    [Fact]
    public void Schedule_OfAMapAndALoop_ReadsLikeTheEquations()
    {
        var text = new StringBuilder();
        foreach (AttendForm form in new[] { AttendForm.ProjectedQuery, AttendForm.NewState })
        {
            text.Append($"== {form}\n").Append(GraphPrinter.Print(AttendNetwork.Build(form, ScoreKind.Dot).Regions[2]));
            text.Append(SchedulePrinter.Print(Schedule(form, ScoreKind.Additive, training: true)));
        }

        Snapshot.Verify(text.ToString(), "ir");
    }

    [Fact]
    public void Code_OfALoop_ReadsLikeHandWritten()
    {
        string[] lines = Code(AttendForm.OldState, AttendAxes.One);
        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 140));
        Snapshot.Verify(
            string.Join("\n", [.. Method(lines, "DecodeForward"), "", .. Method(lines, "DecodeBackward")]), "cs");
    }

    [Theory]
    [InlineData(AttendAxes.MemoryFirst, "s.Rows, MemoryLengths = s.Lengths,", "Base = axis.Base,")]
    [InlineData(
        AttendAxes.QueryFirst, "s.Axes[0].Rows, MemoryLengths = s.Axes[0].Lengths,", "Places = s.Axes[0].Places,")]
    [InlineData(
        AttendAxes.BothLater, "s.Axes[0].Rows, MemoryLengths = s.Axes[0].Lengths,",
        "Base = axis.Base, Places = s.Axes[0].Places,")]
    public void Code_OfAMemoryOnAnotherAxis_GoesByWayOfTheFirst(AttendAxes axes, string memory, string order)
    {
        string[] lines = Code(AttendForm.OldState, axes);
        foreach (string method in new[] { "DecodeForward", "DecodeBackward", "DecodeEvaluate" })
        {
            string[] rows = [.. Method(lines, method).SkipWhile(static line => !line.Contains("MemoryRows = "))];
            Assert.Equal(["MemoryRows = " + memory, order], rows.Take(2).Select(static line => line.Trim()));
        }
    }

    private static string[] Code(AttendForm form, AttendAxes axes)
    {
        var memory = new Memory(8);
        NetworkSchedule Form(bool training) => NetworkScheduler.Run(
            AttendNetwork.Build(form, ScoreKind.Additive, axes), memory, training);
        NetworkSchedule training = Form(true), evaluation = Form(false);
        var writer = new CodeWriter();
        ProgramEmitter.Emit(
            writer, memory, training, evaluation with { Team = TeamFigures.Of(training, evaluation) }, "Program");
        return writer.ToString().Split('\n');
    }

    private static IEnumerable<string> Method(string[] lines, string name)
        => lines.SkipWhile(line => !line.Contains($" {name}<V>(in global"))
            .TakeWhile(static line => line != "    }").Append("    }");

    [Theory]
    [InlineData(AttendForm.OldState, new[] { typeof(Attend), typeof(Multiply), typeof(Multiply), typeof(RunKernel) })]
    [InlineData(AttendForm.NewState,
        new[]
        {
            typeof(Multiply), typeof(RunKernel), typeof(Attend), typeof(Multiply), typeof(Multiply), typeof(RunKernel),
        })]
    public void Loop_OfAStateThatAsks_AttendsOnceAndCopiesNothing(AttendForm form, Type[] lines)
    {
        IReadOnlyList<Instruction> step = Loop(Schedule(form, ScoreKind.Dot, training: false).Forward[^1]).Body;
        Assert.Equal(lines, step.Where(static line => line is not ClearTail).Select(static line => line.GetType()));
    }

    [Fact]
    public void Map_WhoseOutputIsTheContext_IsAttentionAlone()
    {
        RegionProgram program = Schedule(AttendForm.OwnKeys, ScoreKind.Dot, training: true).Forward[^1];
        Attend attend = Assert.IsType<Attend>(Assert.Single(program.Body));
        Assert.Equal((Span.Steps, Extent.Steps), (attend.Span, attend.Places.Context.Buffer.Extent));
    }

    [Theory]
    [InlineData(AttendForm.OwnKeys)]
    [InlineData(AttendForm.OldState)]
    public void Backward_GradientsOfAMemory_AreClearedBeforeAnythingIsAdded(AttendForm form)
    {
        RegionProgram program = Schedule(form, ScoreKind.Dot, training: true).Backward
            .First(static program => program.Owner == "decode");
        AttendBackward attend = Assert.Single(All(program.Body).OfType<AttendBackward>());
        Assert.Equal(
            [attend.Gradients.Keys, attend.Gradients.Values],
            program.Body.TakeWhile(static line => line is ClearRows).Select(static line => ((ClearRows)line).Place));
    }

    [Theory]
    [InlineData("Dot", new[] { typeof(Attend) }, new Type[0])]
    [InlineData("General", new[] { typeof(Attend) }, new[] { typeof(Multiply) })]
    [InlineData(
        "Concat", new[] { typeof(Multiply), typeof(RunKernel), typeof(Attend) },
        new[] { typeof(Multiply) })]
    [InlineData(
        "Additive", new[] { typeof(Multiply), typeof(RunKernel), typeof(Attend) },
        new[] { typeof(Multiply) })]
    public void Keys_OfALayer_AreMultipliedOverTheMemorysSteps(string score, Type[] ofQuery, Type[] ofKeys)
    {
        ModelSpec spec = Layer(Enum.Parse<Score>(score));
        Network network = GraphLowering.Run(spec, spec.Graph!, spec.Graph!.Forward!, training: false, new SiteSet());
        NetworkSchedule schedule = NetworkScheduler.Run(network, new Memory(16), training: false);
        Assert.Equal(
            ofKeys,
            schedule.Forward.Where(static program => program.Axis == 1).SelectMany(static program => program.Body)
                .Select(static line => line.GetType()));
        Assert.Equal(
            ofQuery,
            schedule.Forward.Where(static program => program.Axis == 0).SelectMany(static program => program.Body)
                .Select(static line => line.GetType()));
    }

    /// <summary>A query on the first axis asks a memory on the second.</summary>
    private static ModelSpec Layer(Score score)
    {
        var call = new LayerCall(0, EquatableArray.Of<GraphExpr>(new NameValue("query"), new NameValue("memory")));
        GraphInput Input(string name) => new(name, true, new InputSpec { Features = 8 });
        return Specs.Model("M", 8, new AttentionLayer { Score = score, Units = 4, Name = "attend" }) with
        {
            Loss = null,
            Graph = new GraphSpec
            {
                Inputs = EquatableArray.Of(Input("query"), Input("memory")),
                Heads = EquatableArray.Of(new GraphHead("", true, null)),
                Forward = new GraphMethod("Outputs", default, EquatableArray.Of<GraphExpr>(
                    new GraphCall(GraphFunction.Context, EquatableArray.Of<GraphExpr>(call), default))),
            },
        };
    }

    [Fact]
    public void Programs_OfWhichOneReadsTheOthersMemory_AreNotSideBySide()
    {
        NetworkSchedule schedule = Schedule(AttendForm.OldState, ScoreKind.Dot, training: true);
        Assert.Empty(SideBySide.Sides(schedule.Forward));
        Assert.Empty(SideBySide.Sides(schedule.Backward));
    }

    private static NetworkSchedule Schedule(AttendForm form, ScoreKind kind, bool training)
        => NetworkScheduler.Run(AttendNetwork.Build(form, kind), new Memory(8), training);

    private static IEnumerable<Instruction> All(IEnumerable<Instruction> body)
        => body.SelectMany(static line => line switch
        {
            ChunkLoop chunks => All(chunks.Body),
            TimeLoop loop => All(loop.Body),
            _ => [line],
        });

    private static TimeLoop Loop(RegionProgram program)
        => program.Body.OfType<ChunkLoop>().Single().Body.OfType<TimeLoop>().Single();
}
