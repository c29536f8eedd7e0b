using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;
using RnnGen.Compiler.Tests.Support;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Tests;

/// <summary>What was hoisted, batched, fused and saved.</summary>
public class ScheduleTests
{
    private const int Units = 32;

    [Fact]
    public void Lstm_FourGates_AreOneProductBeforeTheLoopAndOneInIt()
    {
        RegionProgram forward = Schedule(Specs.LstmLayer(Units)).Forward[0];
        Multiply hoisted = Assert.Single(Chunks(forward).Body.OfType<Multiply>());
        Multiply recurrent = Assert.Single(Loop(forward).Body.OfType<Multiply>());
        Assert.Equal([4, 4], [hoisted.Panels.Gates.Count, recurrent.Panels.Gates.Count]);
        Assert.Equal([Span.Chunk, Span.Active], [hoisted.Span, recurrent.Span]);
        Assert.Equal([Start.Bias, Start.Target], [hoisted.Start, recurrent.Start]);
    }

    [Fact]
    public void Lstm_Step_IsOneKernelForwardAndOneBackward()
    {
        NetworkSchedule schedule = Schedule(Specs.LstmLayer(Units));
        Assert.Single(Assert.Single(Loop(schedule.Forward[0]).Body.OfType<RunKernel>()).Kernel.Loops);
        Assert.Single(Assert.Single(Loop(schedule.Backward[^1]).Body.OfType<RunKernel>()).Kernel.Loops);
    }

    [Theory]
    [InlineData(16, 16, false)]
    [InlineData(16, 17, true)]
    [InlineData(8, 8, false)]
    [InlineData(8, 9, true)]
    public void Kernel_OfMoreUnitsThan64BytesHold_IsDivided(int padding, int units, bool isDivided)
    {
        Kernel kernel = Loop(Schedule(Specs.LstmLayer(units), padding).Forward[0]).Body.OfType<RunKernel>().Single()
            .Kernel;
        Assert.Equal(isDivided ? Division.Units : Division.None, kernel.Division);
    }

    [Fact]
    public void Lstm_Backward_IsOneTransposedProductAStepAndWeightGradientsBehindTheLoop()
    {
        RegionProgram backward = Schedule(Specs.LstmLayer(Units)).Backward[^1];
        Multiply product = Assert.Single(Loop(backward).Body.OfType<Multiply>());
        Assert.True(product.Panels.IsTransposed);
        Assert.Equal(4, product.Panels.Gates.Count);
        Assert.Equal(2, Chunks(backward).Body.OfType<AccumulateWeights>().Count());
        Assert.Single(Chunks(backward).Body.OfType<AccumulateWeights>(), static weights => weights.Bias is not null);
        Assert.Empty(Chunks(backward).Body.OfType<AccumulateBias>());
        Assert.Empty(Loop(backward).Body.OfType<AccumulateWeights>());
    }

    [Fact]
    public void Gru_Backward_SumsTheOneGateByItselfThatTheRecurrentWeightsDoNotCover()
    {
        IReadOnlyList<Instruction> chunk = Chunks(Schedule(Specs.GruLayer(Units)).Backward[^1]).Body;
        AccumulateWeights recurrent = chunk.OfType<AccumulateWeights>().Last();
        Assert.Equal(recurrent.Dz.Column, recurrent.Bias?.Column);
        AccumulateBias rest = Assert.Single(chunk.OfType<AccumulateBias>());
        Assert.Equal((0, recurrent.Dz.Column), (rest.Dz.Column, rest.Width));
    }

    [Fact]
    public void Lstm_Training_SavesGatesInPlaceAndTheTanhOfC()
    {
        NetworkSchedule schedule = Schedule(Specs.LstmLayer(Units));
        Loop step = Loop(schedule.Forward[0]).Body.OfType<RunKernel>().Single().Kernel.Loops[0];
        Buffer gates = Loop(schedule.Forward[0]).Body.OfType<Multiply>().Single().Target.Buffer;
        Assert.Equal(["i", "f", "g", "o"], step.Stores.Where(store => store.Target.Buffer == gates)
            .OrderBy(static store => store.Target.Column).Select(static store => store.Value.Name));
        StoreTo other = Assert.Single(step.Stores, store => store.Target.Buffer.Extent == Extent.Steps
            && store.Target.Buffer != gates);
        Assert.Equal((Op.Tanh, "c2"), (other.Value.Op, other.Value.Args[0].Name));
    }

    [Fact]
    public void Lstm_Evaluation_SavesNothing()
    {
        var sites = new SiteSet();
        Network network = StackLowering.Run(Specs.Model("M", 8, Specs.LstmLayer(Units)), training: false, sites);
        NetworkSchedule schedule = NetworkScheduler.Run(network, new Memory(16), training: false);
        Assert.Equal(["h", "c"], Loop(schedule.Forward[0]).Body.OfType<RunKernel>().Single().Kernel.Loops[0].Stores
            .Select(static store => store.Target.Buffer.Name[^1].ToString().ToLowerInvariant()));
    }

    [Fact]
    public void GruResetAfter_ThreeGates_ShareEachProduct()
    {
        RegionProgram forward = Schedule(Specs.GruLayer(Units)).Forward[0];
        Assert.Equal(3, Assert.Single(Chunks(forward).Body.OfType<Multiply>()).Panels.Gates.Count);
        Assert.Equal(3, Assert.Single(Loop(forward).Body.OfType<Multiply>()).Panels.Gates.Count);
        Assert.Single(Loop(forward).Body.OfType<RunKernel>());
    }

    [Fact]
    public void Mgu_SecondProduct_StaysInTheLoop()
    {
        RegionProgram forward = Schedule(Specs.MguLayer(Units)).Forward[0];
        Assert.Equal(2, Assert.Single(Chunks(forward).Body.OfType<Multiply>()).Panels.Gates.Count);
        Instruction[] step = [.. Loop(forward).Body.Where(static line => line is Multiply or RunKernel)];
        Assert.Equal([typeof(Multiply), typeof(RunKernel), typeof(Multiply), typeof(RunKernel)],
            step.Select(static line => line.GetType()));
    }

    [Fact]
    public void Operand_TwiceInOneAffine_IsMultipliedTwice()
    {
        NetworkSchedule schedule = Schedule(Specs.TwiceLayer(Units));
        RegionProgram backward = schedule.Backward[^1];
        Assert.Equal(4, Loop(schedule.Forward[0]).Body.OfType<Multiply>().Count());
        Assert.Equal(4, Loop(backward).Body.OfType<Multiply>().Count());
        Assert.Equal(6, Chunks(backward).Body.OfType<AccumulateWeights>().Sum(static line => line.Gradient.Gates.Count));
    }

    [Fact]
    public void Compile_SameSpecTwice_GivesTheSameText()
    {
        ModelSpec spec = Specs.Model("M", 8, Specs.LstmLayer(Units), Specs.GruLayer(17), new LastStepLayer());
        Assert.Equal(
            ModelCompiler.Compile(spec, devices: false, default), ModelCompiler.Compile(spec, devices: false, default));
    }

    private static NetworkSchedule Schedule(LayerSpec layer, int padding = 16)
    {
        Network network = StackLowering.Run(Specs.Model("M", 8, layer), training: true, new SiteSet());
        return NetworkScheduler.Run(network, new Memory(padding), training: true);
    }

    private static ChunkLoop Chunks(RegionProgram program) => program.Body.OfType<ChunkLoop>().Single();

    private static TimeLoop Loop(RegionProgram program) => Chunks(program).Body.OfType<TimeLoop>().Single();
}
