using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <content>
/// Read-outs as recurrences of their own: what a pool has seen so far is a state, so that it streams, skips padding and is
/// differentiated by what is there already.
/// </content>
internal sealed partial class LayerLowering
{
    /// <summary>The last valid step of each chunk, which for one made from the end is its first; 0 for an empty row.</summary>
    private IReadOnlyList<Chunk> Last(IReadOnlyList<Chunk> value, bool? reverse = null)
        => [.. value.Select((chunk, i) => NetworkBuilder.Final(
            network.Accumulate(
                Numbered("last", value, i), chunk, reverse ?? chunk.IsReverse, [new("last", chunk.Size, 0)],
                static (g, x, s) => [x]),
            0))];

    /// <summary>Sum over the valid steps over their number; 0 for an empty row.</summary>
    private IReadOnlyList<Chunk> MeanPool(IReadOnlyList<Chunk> value)
        => [.. value.Select((chunk, i) =>
        {
            Region region = network.Accumulate(
                Numbered("mean", value, i), chunk, false, [new("sum", chunk.Size, 0), new("count", chunk.Size, 0)],
                static (g, x, s) => [g.Add(s[0], x), g.Add(s[1], g.Constant(1))]);
            return network.Map(
                Numbered("mean", value, i) + "_read", false,
                [NetworkBuilder.Final(region, 0), NetworkBuilder.Final(region, 1)],
                static (g, x) => g.Divide(x[0], g.Binary(Op.Max, x[1], g.Constant(1))));
        })];

    /// <summary>Largest over the valid steps; 0 for an empty row.</summary>
    private IReadOnlyList<Chunk> MaxPool(IReadOnlyList<Chunk> value)
        => [.. value.Select((chunk, i) =>
        {
            Region region = network.Accumulate(
                Numbered("max", value, i), chunk, false, [new("largest", chunk.Size, double.NegativeInfinity)],
                static (g, x, s) => [g.SelectGreater(x, s[0], x, s[0])]);
            return network.Map(
                Numbered("max", value, i) + "_read", false, [NetworkBuilder.Final(region, 0)],
                static (g, x) => g.SelectEqual(x[0], g.Constant(double.NegativeInfinity), g.Zero, x[0]));
        })];

    private string Numbered(string kind, IReadOnlyList<Chunk> value, int i)
        => $"{name}_{kind}{(value.Count > 1 ? "_" + i : "")}";
}
