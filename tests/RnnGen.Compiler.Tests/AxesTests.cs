using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;
using RnnGen.Compiler.Tests.Support;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>Where rows go from the order of one axis to that of another.</summary>
public class AxesTests
{
    // The conformance tests run this code.
    [Fact]
    public void Code_TwoAxes_TakesRowsAndStepsOfEach()
        => Snapshot.Verify(
            ModelCompiler.Print(TwoAxes.Make(training: true), TwoAxes.Make(training: false)), "cs");

    [Fact]
    public void States_OfAnotherAxis_AreReorderedThereAndBack()
    {
        NetworkSchedule schedule = Schedule(TwoAxes.Make(training: true));
        Assert.Equal(
            ["decodeH 0>1", "decodeC 0>1", "decodedRows 1>0"], Reordered(schedule.Forward).Select(Text));
        Assert.Equal(
            ["encodeDhFinal 1>0", "encodeDcFinal 1>0", "decodeDhFinal 0>1"],
            Reordered(schedule.Backward).Select(Text).Order().Reverse());
    }

    [Fact]
    public void FinalGradients_OfStatesThatTheModelStarts_AreZeroedWhereNobodyWritesThem()
    {
        NetworkSchedule schedule = Schedule(TwoAxes.Make(training: true));
        ClearRows clear = Assert.Single(
            schedule.Backward.SelectMany(static program => program.Body).OfType<ClearRows>());
        Assert.Equal("decodeDcFinal", clear.Place.Buffer.Name);
    }

    [Fact]
    public void Rows_OfOneAxis_StayInTheirOrder()
    {
        LayerSpec[] layers = [Specs.LstmLayer(5), new LastStepLayer(), new DenseLayer { Units = 3 }];
        Network network = StackLowering.Run(Specs.Model("M", 8, layers), training: true, new SiteSet());
        NetworkSchedule schedule = Schedule(network);
        Assert.Empty(Reordered(schedule.Forward.Concat(schedule.Backward)));
        Assert.All(schedule.Arena.Buffers, static buffer => Assert.Equal(0, buffer.Axis));
    }

    private static NetworkSchedule Schedule(Network network)
        => NetworkScheduler.Run(network, new Memory(16), training: true);

    private static IEnumerable<ReorderRows> Reordered(IEnumerable<RegionProgram> programs)
        => programs.SelectMany(static program => program.Body).OfType<ReorderRows>();

    private static string Text(ReorderRows line)
        => $"{line.Target.Buffer.Name} {line.Source.Buffer.Axis}>{line.Target.Buffer.Axis}";
}
