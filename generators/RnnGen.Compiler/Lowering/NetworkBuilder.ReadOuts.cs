using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <content>
/// Read-outs as recurrences of their own: what a pool has seen so far is a state, so that it streams, skips padding and is
/// differentiated by what is there already.
/// </content>
internal sealed partial class NetworkBuilder
{
    /// <summary>The last valid step of each chunk, which for one made from the end is its first; 0 for an empty row.</summary>
    public IReadOnlyList<Chunk> Last(string name, IReadOnlyList<Chunk> value, bool? reverse = null)
        => [.. value.Select((chunk, i) => Final(
            Accumulate(
                Numbered(name, "last", value, i), chunk, reverse ?? chunk.IsReverse, [new("last", chunk.Size, 0)],
                static (g, x, s) => [x]),
            0))];

    /// <summary>Sum over the valid steps over their number; 0 for an empty row.</summary>
    public IReadOnlyList<Chunk> MeanPool(string name, IReadOnlyList<Chunk> value)
        => [.. value.Select((chunk, i) =>
        {
            Region region = Accumulate(
                Numbered(name, "mean", value, i), chunk, false, [new("sum", chunk.Size, 0), new("count", chunk.Size, 0)],
                static (g, x, s) => [g.Add(s[0], x), g.Add(s[1], g.Constant(1))]);
            return Map(
                Numbered(name, "mean", value, i) + "_read", false,
                [Final(region, 0), Final(region, 1)],
                static (g, x) => g.Divide(x[0], g.Binary(Op.Max, x[1], g.Constant(1))));
        })];

    /// <summary>Largest over the valid steps; 0 for an empty row.</summary>
    public IReadOnlyList<Chunk> MaxPool(string name, IReadOnlyList<Chunk> value)
        => [.. value.Select((chunk, i) =>
        {
            Region region = Accumulate(
                Numbered(name, "max", value, i), chunk, false, [new("largest", chunk.Size, double.NegativeInfinity)],
                static (g, x, s) => [g.SelectGreater(x, s[0], x, s[0])]);
            return Map(
                Numbered(name, "max", value, i) + "_read", false, [Final(region, 0)],
                static (g, x) => g.SelectEqual(x[0], g.Constant(double.NegativeInfinity), g.Zero, x[0]));
        })];

    /// <summary>The first step of each chunk; 0 for an empty row.</summary>
    public IReadOnlyList<Chunk> First(string name, IReadOnlyList<Chunk> value)
        => [.. value.Select((chunk, i) => Final(
            Accumulate(
                Numbered(name, "first", value, i), chunk, false,
                [new("first", chunk.Size, 0), new("seen", chunk.Size, 0)],
                static (g, x, s) => [g.SelectGreater(s[1], g.Zero, s[0], x), g.Constant(1)]),
            0))];

    /// <summary>Sum over the valid steps; 0 for an empty row.</summary>
    public IReadOnlyList<Chunk> SumPool(string name, IReadOnlyList<Chunk> value)
        => [.. value.Select((chunk, i) => Final(
            Accumulate(
                Numbered(name, "sum", value, i), chunk, false, [new("sum", chunk.Size, 0)],
                static (g, x, s) => [g.Add(s[0], x)]),
            0))];

    /// <summary>Earlier steps: a chain of states that hands on what it was given, one place a step.</summary>
    public IReadOnlyList<Chunk> Delay(string name, IReadOnlyList<Chunk> value, int steps, double initial)
        => [.. value.Select((chunk, i) => Add(
            Accumulate(
                Numbered(name, "delay", value, i), chunk, false,
                [.. Enumerable.Range(0, steps + 1).Select(k => new StepState($"back{steps - k}", chunk.Size, initial))],
                static (g, x, s) => [.. s.Skip(1), x]),
            0))];

    private static string Numbered(string name, string kind, IReadOnlyList<Chunk> value, int i)
        => $"{name}_{kind}{(value.Count > 1 ? "_" + i : "")}";
}
