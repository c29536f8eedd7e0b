using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;
using RnnGen.Compiler.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>Where an embedding is folded into what reads it, and where not.</summary>
public class FoldingTests
{
    private const int Units = 32;

    // 100 tokens x 4 gates x 32 units x 4 bytes
    private const int LstmBytes = 51_200;

    [Fact]
    public void Lstm_OnAnEmbedding_GathersGatesAndNoRows()
    {
        NetworkSchedule schedule = Schedule(Specs.LstmLayer(Units));
        Assert.Equal($"Folded: the gates of lstm_l0 by token take 51,200 bytes, the budget is 8,388,608.",
            schedule.FoldNote);
        WhenFolded rows = Assert.IsType<WhenFolded>(Assert.Single(schedule.Forward[0].Body));
        Assert.Empty(rows.Body);
        Assert.IsType<GatherRows>(Assert.Single(rows.Otherwise));
        WhenFolded gates = Assert.IsType<WhenFolded>(Chunks(schedule.Forward[1]).Body[0]);
        Assert.Equal(4 * Units, Assert.IsType<GatherFolded>(Assert.Single(gates.Body)).Table.Stride);
        Assert.IsType<Multiply>(Assert.Single(gates.Otherwise));
    }

    [Fact]
    public void Table_OfAnLstm_IsTheProductThatItReplaces()
    {
        NetworkSchedule schedule = Schedule(Specs.LstmLayer(Units));
        WhenFolded gates = Assert.IsType<WhenFolded>(Chunks(schedule.Forward[1]).Body[0]);
        var replaced = Assert.IsType<Multiply>(Assert.Single(gates.Otherwise));
        var filling = Assert.IsType<Multiply>(Assert.Single(schedule.Fold!.Body));
        Assert.Equal(Span.Tokens, filling.Span);
        Assert.Equal((replaced.Panels, replaced.Start, replaced.Bias), (filling.Panels, filling.Start, filling.Bias));
    }

    [Fact]
    public void GruResetAfter_GateWithoutInput_KeepsItsBiasInTheTable()
    {
        IReadOnlyList<Instruction> body = Schedule(Specs.GruLayer(Units)).Fold!.Body;
        Assert.Equal([typeof(Multiply), typeof(FillRows)], body.Select(static line => line.GetType()));
    }

    [Theory]
    [InlineData(LstmBytes, true)]
    [InlineData(LstmBytes - 1, false)]
    [InlineData(0, false)]
    public void Budget_OfTheTablesBytes_Decides(int budget, bool folds)
    {
        NetworkSchedule schedule = Schedule(budget, Specs.LstmLayer(Units));
        Assert.Equal(folds, schedule.Fold != null);
        Assert.StartsWith(folds ? "Folded: " : "Not folded: the gates of lstm_l0 by token take 51,200 bytes",
            schedule.FoldNote);
    }

    [Theory]
    [InlineData(2 * LstmBytes, 2)]
    [InlineData((2 * LstmBytes) - 1, 0)]
    public void Bidirectional_TablesOfBothDirections_FitTogetherOrNot(int budget, int tables)
    {
        var layer = (RecurrentLayer)Specs.LstmLayer(Units);
        NetworkSchedule schedule = Schedule(budget, layer with { Bidirectional = true });
        Assert.Equal(tables, schedule.Fold?.Body.Count ?? 0);
    }

    [Fact]
    public void TenThousandTokens_OfFiveHundredGates_AreOverTheBudget()
    {
        NetworkSchedule schedule = Schedule(
            Model(ModelSpec.DefaultFoldBudget, 10_000, 100, Specs.LstmLayer(128)));
        Assert.Equal("Not folded: the gates of lstm_l0 by token take 20,480,000 bytes, the budget is 8,388,608.",
            schedule.FoldNote);
        Assert.IsType<GatherRows>(Assert.Single(schedule.Forward[0].Body));
    }

    [Fact]
    public void Residual_ReadsTheRows_WhichAreGatheredBesideTheTable()
    {
        var layer = (RecurrentLayer)Specs.LstmLayer(Units);
        NetworkSchedule schedule = Schedule(
            Model(ModelSpec.DefaultFoldBudget, 100, Units, layer with { Residual = true }));
        Assert.NotNull(schedule.Fold);
        Assert.IsType<GatherRows>(Assert.Single(schedule.Forward[0].Body));
    }

    [Fact]
    public void Cell_ThatReadsItsInputOutsideProducts_HasTheRows()
    {
        NetworkSchedule schedule = Schedule(
            Model(ModelSpec.DefaultFoldBudget, 100, Units, Specs.HighwayLayer(Units)));
        Assert.NotNull(schedule.Fold);
        Assert.IsType<GatherRows>(Assert.Single(schedule.Forward[0].Body));
    }

    [Fact]
    public void SecondLayer_OnTheFirst_IsNotFolded()
    {
        NetworkSchedule schedule = Schedule(Specs.LstmLayer(Units), Specs.LstmLayer(Units));
        Assert.Single(schedule.Fold!.Body);
    }

    [Fact]
    public void Dense_BetweenEmbeddingAndLayer_LeavesNothingToFold()
    {
        NetworkSchedule schedule = Schedule(new DenseLayer { Units = 8 }, Specs.LstmLayer(Units));
        Assert.Null(schedule.Fold);
        Assert.Equal("Not folded: no recurrent layer reads the embedding directly.", schedule.FoldNote);
    }

    [Fact]
    public void Training_FoldsNothing()
    {
        ModelSpec spec = Model(ModelSpec.DefaultFoldBudget, 100, 16, Specs.LstmLayer(Units));
        Network network = StackLowering.Run(spec, training: true, new SiteSet());
        NetworkSchedule schedule = NetworkScheduler.Run(network, new Memory(16), training: true);
        Assert.Null(schedule.Fold);
        Assert.IsType<GatherRows>(Assert.Single(schedule.Forward[0].Body));
    }

    [Fact]
    public void Features_HaveNothingToFold()
        => Assert.Null(Schedule(Specs.Model("M", 8, Specs.LstmLayer(Units))).FoldNote);

    [Fact]
    public void Note_OfADecision_StandsInTheCodeAndInTheDump()
    {
        ModelSpec spec = Model(0, 100, 16, Specs.LstmLayer(Units));
        const string Note = "Not folded: the gates of lstm_l0 by token take 51,200 bytes, the budget is 0.";
        Assert.Contains("// " + Note, ModelCompiler.Compile(spec, devices: false, default)[0].Text);
        Assert.Contains(Note, ModelCompiler.Dump(spec));
    }

    private static NetworkSchedule Schedule(params LayerSpec[] layers)
        => Schedule(ModelSpec.DefaultFoldBudget, layers);

    private static NetworkSchedule Schedule(int budget, params LayerSpec[] layers)
        => Schedule(Model(budget, 100, 16, layers));

    private static NetworkSchedule Schedule(ModelSpec spec)
        => NetworkScheduler.Run(
            StackLowering.Run(spec, training: false, new SiteSet()), new Memory(16), training: false);

    private static ModelSpec Model(int budget, int vocabulary, int size, params LayerSpec[] layers)
        => Specs.Model("M", 0, [new EmbeddingLayer { Vocabulary = vocabulary, Size = size }, .. layers]) with
        {
            FoldBudget = budget,
        };

    private static ChunkLoop Chunks(RegionProgram program) => program.Body.OfType<ChunkLoop>().Single();
}
