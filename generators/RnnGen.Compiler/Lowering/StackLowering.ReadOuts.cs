using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Read-outs as recurrences of their own: what a pool has seen so far is a state, so that it streams, skips padding and is
/// differentiated by what is there already.
/// </summary>
internal sealed partial class StackLowering
{
    /// <summary>The last valid step of each chunk, which for one made from the end is its first; 0 for an empty row.</summary>
    private IReadOnlyList<Chunk> Last(IReadOnlyList<Chunk> value, bool? reverse = null)
        => [.. value.Select((chunk, i) => Final(Accumulate(
            Numbered("last", value, i), chunk, reverse ?? chunk.IsReverse, [new("last", chunk.Size, 0)], static (g, x, s) => [x]), 0))];

    /// <summary>Sum over the valid steps over their number; 0 for an empty row.</summary>
    private IReadOnlyList<Chunk> MeanPool(IReadOnlyList<Chunk> value)
        => [.. value.Select((chunk, i) =>
        {
            Region region = Accumulate(
                Numbered("mean", value, i), chunk, false, [new("sum", chunk.Size, 0), new("count", chunk.Size, 0)],
                static (g, x, s) => [g.Add(s[0], x), g.Add(s[1], g.Constant(1))]);
            return Map(
                Numbered("mean", value, i) + "_read", false, [Final(region, 0), Final(region, 1)],
                static (g, x) => g.Divide(x[0], g.Binary(Op.Max, x[1], g.Constant(1))));
        })];

    /// <summary>Largest over the valid steps; 0 for an empty row.</summary>
    private IReadOnlyList<Chunk> MaxPool(IReadOnlyList<Chunk> value)
        => [.. value.Select((chunk, i) =>
        {
            Region region = Accumulate(
                Numbered("max", value, i), chunk, false, [new("largest", chunk.Size, double.NegativeInfinity)],
                static (g, x, s) => [g.SelectGreater(x, s[0], x, s[0])]);
            return Map(
                Numbered("max", value, i) + "_read", false, [Final(region, 0)],
                static (g, x) => g.SelectEqual(x[0], g.Constant(double.NegativeInfinity), g.Zero, x[0]));
        })];

    private string Numbered(string kind, IReadOnlyList<Chunk> value, int i)
        => $"{_name}_{kind}{(value.Count > 1 ? "_" + i : "")}";

    private Region Accumulate(
        string name, Chunk input, bool reverse, StepState[] states, Func<GraphBuilder, Node, Node[], Node[]> body)
    {
        name = UniqueRegion(name);
        var graph = new GraphBuilder();
        Node x = graph.Leaf(Op.Input, 0, input.Size, "x");
        Node[] old = [.. states.Select((s, j) => graph.Leaf(Op.State, j, s.Size, s.Name))];
        Node[] next = body(graph, x, old);
        var step = new StepGraph
        {
            Builder = graph,
            InputSizes = [input.Size],
            States = states,
            NextStates = next,
            Outputs = [next[0]],
            Accumulators = [],
            Parameters = [],
        };
        var region = new Region
        {
            Name = name,
            Kind = RegionKind.Scan,
            IsReverse = reverse,
            Inputs = [input],
            Step = step,
            FirstState = DeclareStates(name, "", step),
        };
        Add(region, 0);
        return region;
    }
}
