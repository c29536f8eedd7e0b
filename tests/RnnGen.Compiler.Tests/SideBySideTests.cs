using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;
using RnnGen.Compiler.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>Which programs the halves of a team run side by side.</summary>
public class SideBySideTests
{
    private const int Features = 8;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forward_OfTwoBidirectionalLayers_HasThePairOfEachLayer(bool training)
    {
        NetworkSchedule schedule = Schedule(training, Both(Specs.LstmLayer(32)), Both(Specs.GruLayer(16)));
        Assert.Equal(
            [Share.BesideNext, Share.All, Share.BesideNext, Share.All],
            schedule.Forward.Take(4).Select(static program => program.Share));
        Assert.Equal(
            [false, true, false, true], schedule.Forward.Take(4).Select(static program => program.Region!.IsReverse));
        Assert.Equal(4, SideBySide.Sides(schedule.Forward).Count());
    }

    [Fact]
    public void Backward_OfTwoBidirectionalLayers_AddsTheSecondDirectionsInputGradientBehindBoth()
    {
        NetworkSchedule schedule = Schedule(training: true, Both(Specs.LstmLayer(32)), Both(Specs.LstmLayer(16)));
        List<RegionProgram> programs = [.. schedule.Backward.Where(static program => program.Region?.Step is not null)];
        programs = programs[programs.FindIndex(static program => program.Share == Share.BesideNext)..];
        Assert.Equal(
            [Share.BesideNext, Share.All, Share.All, Share.BesideNext, Share.All, Share.All],
            programs.Select(static program => program.Share));

        // dx of each of the two directions of the layer below
        Assert.All(Products(programs[0]), static product => Assert.Equal(Start.Zero, product.Start));
        Assert.Empty(Products(programs[1]));
        Multiply[] deferred = [.. programs[2].Body.Cast<Multiply>()];
        Assert.Equal(
            Products(programs[0]).Select(static line => line.Target), deferred.Select(static line => line.Target));
        Assert.All(deferred, static line => Assert.Equal((Start.Target, Span.Steps), (line.Start, line.Span)));
        Assert.IsType<WhenInputGradient>(Assert.Single(programs[5].Body));
    }

    [Fact]
    public void Sides_OfCellsWithSeveralProductsInTheirLoop_AreBothDirectionsOfEachLayer()
    {
        NetworkSchedule schedule = Schedule(training: true, Both(Specs.MguLayer(32)), Both(Specs.TwiceLayer(16)));
        Assert.Equal(
            [false, true, false, true],
            SideBySide.Sides(schedule.Forward).Select(static side => side.Region!.IsReverse));
        Assert.Equal(
            [true, false, true, false],
            SideBySide.Sides(schedule.Backward).Select(static side => side.Region!.IsReverse));
    }

    [Fact]
    public void Backward_WhereBothDirectionsAddToTheInputInTheLoop_IsOneAfterTheOther()
    {
        NetworkSchedule schedule = Schedule(training: true, Both(Specs.LeakyLayer(Features)));
        Assert.Equal(2, SideBySide.Sides(schedule.Forward).Count());
        Assert.Empty(SideBySide.Sides(schedule.Backward));
    }

    [Fact]
    public void Figures_WhereOneLayerHasSidesForwardOnly_TellThePassesApart()
    {
        LayerSpec[] layers = [Both(Specs.LeakyLayer(Features)), Both(Specs.LstmLayer(32))];
        var team = TeamFigures.Of(Schedule(training: true, layers), Schedule(training: false, layers));
        Assert.Equal((6, 6, 2), (team.Meetings, team.OfSides, team.OfSidesBackward));
    }

    [Fact]
    public void Loop_WhoseOnlyProductIsFolded_IsNotTakenForAPool()
    {
        var embedding = new EmbeddingLayer { Vocabulary = 5, Size = 8 };
        ModelSpec spec = Specs.Model("M", 0, embedding, Specs.RunningSumLayer(32)) with { FoldBudget = 1 << 20 };
        NetworkSchedule schedule = NetworkScheduler.Run(
            StackLowering.Run(spec, training: false, new SiteSet()), new Memory(16), training: false);
        Assert.NotNull(schedule.Fold);
        Assert.All(schedule.Forward, static program => Assert.Equal(Share.All, program.Share));
    }

    [Theory]
    [InlineData(192, 4)]
    [InlineData(256, 0)]
    public void Sides_OfWeightsThatLeaveACoresCache_AreOneAfterTheOther(int units, int sides)
    {
        NetworkSchedule schedule = Schedule(training: true, Both(Specs.LstmLayer(units)));
        Assert.Equal(sides, SideBySide.Sides(schedule.Forward).Concat(SideBySide.Sides(schedule.Backward)).Count());
    }

    [Fact]
    public void OneDirection_InAnyStack_HasNoSides()
    {
        NetworkSchedule schedule = Schedule(
            training: true, Specs.LstmLayer(32), Specs.LstmLayer(32), Specs.GruLayer(32), Specs.GruLayer(32));
        Assert.Empty(SideBySide.Sides(schedule.Forward));
        Assert.Empty(SideBySide.Sides(schedule.Backward));
    }

    [Fact]
    public void Pool_BehindALayer_IsOneMembersAndMeetsAtNoStep()
    {
        var pool = new PoolLayer { Pool = PoolKind.Max };
        NetworkSchedule schedule = Schedule(training: true, Specs.LstmLayer(32), pool);
        Assert.Equal(Share.One, Assert.Single(schedule.Forward, static program
            => program.Region is { Kind: RegionKind.Scan, Step.Accumulators.Count: 0 }).Share);
        Assert.Equal(Meetings.InStep([schedule.Forward[0]]), Meetings.InStep(schedule.Forward));
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(513, true)]
    public void Pool_OfManyUnits_IsDivided(int units, bool isDivided)
    {
        NetworkSchedule schedule = Schedule(
            training: false, Specs.LstmLayer(units), new PoolLayer { Pool = PoolKind.Max });
        Assert.Equal(isDivided ? Share.All : Share.One, schedule.Forward[1].Share);
        int ofLayer = Meetings.InStep([schedule.Forward[0]]);
        Assert.Equal(ofLayer + (isDivided ? 1 : 0), Meetings.InStep(schedule.Forward));
    }

    private static RecurrentLayer Both(LayerSpec layer) => (RecurrentLayer)layer with { Bidirectional = true };

    private static IEnumerable<Multiply> Products(RegionProgram program)
        => program.Body.OfType<ChunkLoop>().Single().Body.OfType<Multiply>();

    private static NetworkSchedule Schedule(bool training, params LayerSpec[] layers)
    {
        Network network = StackLowering.Run(Specs.Model("M", Features, layers), training, new SiteSet());
        return NetworkScheduler.Run(network, new Memory(16), training);
    }
}
