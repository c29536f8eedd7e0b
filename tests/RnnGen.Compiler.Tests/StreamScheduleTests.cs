using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;
using RnnGen.Compiler.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>What a stream's step fuses, keeps in registers and copies.</summary>
public class StreamScheduleTests
{
    private const int Units = 32;

    [Fact]
    public void Lstm_Step_IsOneFusedInstruction()
    {
        StreamSchedule stream = Stream(Specs.LstmLayer(Units));
        RowStep step = Assert.IsType<RowStep>(Assert.Single(stream.Programs[0].Body));
        Assert.Equal([8, 32], step.Products.Select(static product => product.Panels.K));
        Assert.Equal(4, step.Gates.Count);
        Assert.All(step.Gates, static gate => Assert.False(gate.IsStored));
    }

    [Fact]
    public void Lstm_States_HasOnlyHCopied()
    {
        StreamSchedule stream = Stream(Specs.LstmLayer(Units));
        CopyRows copy = Assert.Single(stream.NextStates);
        Assert.EndsWith("H", copy.Source.Buffer.Name);

        // Units of c are independent: the new one overwrites the old one.
        RowStep step = (RowStep)stream.Programs[0].Body[0];
        Place[] c = [.. step.Kernel.Places.Where(static place => place.Buffer.Name.EndsWith('C'))];
        Assert.Equal([0, 1], c.Select(static place => place.Shift).Order());
        Assert.Single(c.Select(stream.At).Distinct());
    }

    [Fact]
    public void LstmBehindLstm_ReadsTheNewStateOfTheFirst()
    {
        StreamSchedule stream = Stream(Specs.LstmLayer(Units), Specs.LstmLayer(Units));
        Place operand = ((RowStep)stream.Programs[1].Body[0]).Products[0].Operand;
        Place written = ((RowStep)stream.Programs[0].Body[0]).Kernel.Loops[0].Stores[0].Target;
        Assert.Equal(stream.At(written), stream.At(operand));
    }

    [Fact]
    public void LastStep_OfOneStep_ReadsTheStateItself()
    {
        StreamSchedule stream = Stream(Specs.LstmLayer(Units), new LastStepLayer(), new DenseLayer { Units = 3 });
        Multiply dense = stream.Programs[^1].Body.OfType<Multiply>().Single();
        Place written = ((RowStep)stream.Programs[0].Body[0]).Kernel.Loops[0].Stores[0].Target;
        Assert.Equal(stream.At(written), stream.At(dense.Operand));
    }

    [Fact]
    public void LastStep_ThatIsTheOutput_IsCopiedToWhereTheRuntimeReadsIt()
    {
        NetworkSchedule evaluation = Evaluation(Specs.LstmLayer(Units), new LastStepLayer());
        StreamSchedule stream = StreamSchedule.Of(evaluation)!;
        CopyRows copy = stream.Programs.SelectMany(static program => program.Body).OfType<CopyRows>().Single();
        Assert.Equal(evaluation.Outputs[0], copy.Target);
        Assert.NotEqual(stream.At(copy.Source), stream.At(copy.Target));
        Assert.NotEqual(stream.At(copy.Target), stream.At(new Place(copy.Source.Buffer)));
    }

    [Fact]
    public void Model_WithoutLayers_HasAnEmptyStep()
    {
        Assert.Empty(Stream().Programs.SelectMany(static program => program.Body));
        Assert.Single(ModelCompiler.Compile(Specs.Model("M", 8), devices: false, default));
    }

    [Fact]
    public void GruResetAfter_BiasOfTheStateGate_StartsInARegister()
    {
        RowStep step = Stream(Specs.GruLayer(Units)).Programs[0].Body.OfType<RowStep>().Single();
        Assert.Equal(4, step.Gates.Count);
        Assert.All(step.Gates, static gate => Assert.Equal(Extent.Weights, gate.Start!.Buffer.Extent));
    }

    [Fact]
    public void Mgu_ProductOfOneGate_IsNotFused()
        => Assert.Empty(Stream(Specs.MguLayer(Units)).Programs[0].Body.OfType<RowStep>());

    [Fact]
    public void Print_Lstm_NamesProductsAndCopies()
    {
        string text = SchedulePrinter.Print(Stream(Specs.LstmLayer(Units)));
        Assert.Contains("fused kernel LstmL0EvaluateStep of 32 units and 4 gates in registers", text);
        Assert.Contains("lstmL0H = lstmL0H(t+1) over Rows", text);
    }

    private static StreamSchedule Stream(params LayerSpec[] layers) => StreamSchedule.Of(Evaluation(layers))!;

    private static NetworkSchedule Evaluation(params LayerSpec[] layers)
    {
        Network network = StackLowering.Run(Specs.Model("M", 8, layers), training: false, new SiteSet());
        return NetworkScheduler.Run(network, new Memory(16), training: false);
    }
}
