using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;
using RnnGen.Compiler.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>Cells lowered into a step that is more than one of them.</summary>
public class MergedCellTests
{
    private const int Units = 32;

    private readonly TensorSet _tensors = new();

    [Fact]
    public void Gates_OfTwoCells_StandApart()
    {
        var step = new StepBuilder();
        Node x = step.Input(8, "x");
        CellNodes first = Lstm(step, "first", [x]);
        CellNodes second = Lstm(step, "second", [first.Output]);
        var region = new Region
        {
            Name = "decode",
            Kind = RegionKind.Scan,
            Inputs = [new Chunk("x", 8, perStep: true)],
            Step = step.Build([second.Output]),
        };
        var places = new RegionMemory(region, new Arena(), new Memory(16), training: true, isRead: true);
        Assert.Equal(
            ["decodeFirstL0Gates 4", "decodeSecondL0Gates 4"],
            places.Groups.Select(static group => $"{group.Buffer.Name} {group.Gates.Count}"));
    }

    [Fact]
    public void Cell_GivenItsOwnState_MultipliesItByBothMatrices()
    {
        var step = new StepBuilder();
        Node h = step.State(new StepState("h", Units, 0));
        Node c = step.State(new StepState("c", Units, 0));
        CellNodes cell = CellLowering.Into(step, Context("decode", Units), [h], [h, c]);
        Assert.Equal(Units, cell.Output.Size);
        Assert.All(
            step.Accumulators,
            accumulator => Assert.Equal(
                ["decode.weight_ih_l0", "decode.weight_hh_l0"],
                accumulator.Terms.Select(term => _tensors.All[term.Tensor].Name)));
    }

    [Fact]
    public void TermOrder_OfOneSum_IsThatOfItsTerms()
    {
        (StepBuilder step, Node[] h) = States(3);
        Dictionary<Node, int[]> phases = new()
        {
            [Sum(step, h[2], h[0])] = [0, 0],
            [Sum(step, h[1], h[2])] = [1, 0],
        };
        Assert.Equal([h[2], h[0]], TermOrder.Of(phases, phase: 0));
        Assert.Equal([h[1]], TermOrder.Of(phases, phase: 1));
    }

    [Fact]
    public void TermOrder_OfSumsThatDisagree_IsThatOfTheEquations()
    {
        (StepBuilder step, Node[] h) = States(2);
        Dictionary<Node, int[]> phases = new()
        {
            [Sum(step, h[1], h[0])] = [0, 0],
            [Sum(step, h[0], h[1])] = [0, 0],
        };
        Assert.Equal([h[0], h[1]], TermOrder.Of(phases, phase: 0));
    }

    private static (StepBuilder Step, Node[] States) States(int count)
    {
        var step = new StepBuilder();
        return (step, [.. Enumerable.Range(0, count).Select(i => step.State(new StepState("h" + i, Units, 0)))]);
    }

    private static Node Sum(StepBuilder step, params Node[] operands)
        => step.Graph.Affine(step.NewAccumulator("z", Units, "sum"), operands);

    private CellNodes Lstm(StepBuilder step, string name, IReadOnlyList<Node> input)
    {
        CellContext context = Context(name, input.Sum(static chunk => chunk.Size));
        Node[] states = [.. CellLowering.States(context).Select(step.State)];
        CellNodes cell = CellLowering.Into(step, context, input, states);
        for (var j = 0; j < states.Length; j++)
            step.SetNext(states[j], cell.NextStates[j]);
        return cell;
    }

    private CellContext Context(string name, int inputs) => new()
    {
        Layer = (RecurrentLayer)Specs.LstmLayer(Units),
        Path = "layers[0]",
        Hidden = Units,
        InputSizes = [inputs],
        Name = name,
        Use = name,
        Suffix = "_l0",
        Tensors = _tensors,
        Sites = new SiteSet(),
        Training = false,
    };
}
