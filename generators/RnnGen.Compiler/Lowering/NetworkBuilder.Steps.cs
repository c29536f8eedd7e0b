using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <content>Steps of a sequence: one of them, any of them, all of them the other way round, a value at each.</content>
internal sealed partial class NetworkBuilder
{
    /// <summary>A value of each row at every step of an axis: a state that stays what it starts from.</summary>
    public IReadOnlyList<Chunk> Repeat(string name, IReadOnlyList<Chunk> value, int axis)
    {
        // the value of a row is there before its first step
        IsCausal = false;
        return [.. value.Select((chunk, i) =>
        {
            var graph = new GraphBuilder();
            Node state = graph.Leaf(Op.State, 0, chunk.Size, "value");
            var step = new StepGraph
            {
                Builder = graph,
                InputSizes = [],
                States = [new StepState("value", chunk.Size, 0)],
                NextStates = [state],
                Outputs = [state],
                Accumulators = [],
                Parameters = [],
            };
            return Add(
                new Region
                {
                    Name = UniqueRegion(Numbered(name, "repeat", value, i)),
                    Kind = RegionKind.Scan,
                    Axis = axis,
                    Inputs = [],
                    InitialStates = [ToAxis(chunk, axis)],
                    Step = step,
                },
                0);
        })];
    }

    /// <summary>The steps of each row from its last to its first.</summary>
    public IReadOnlyList<Chunk> Reverse(string name, IReadOnlyList<Chunk> value)
    {
        IsCausal = false;
        return [.. value.Select((chunk, i) => Add(
            new Region
            {
                Name = UniqueRegion(Numbered(name, "reverse", value, i)),
                Kind = RegionKind.Reverse,
                Axis = chunk.Axis,
                Inputs = [chunk],
                Widths = [chunk.Size],
            },
            0))];
    }

    /// <summary>At each step of tokens the step of the row that the token numbers; 0 where there is none.</summary>
    public IReadOnlyList<Chunk> Gather(string name, IReadOnlyList<Chunk> value, (int Input, int Axis) at)
    {
        IsCausal = false;
        return [.. value.Select((chunk, i) => Add(
            new Region
            {
                Name = UniqueRegion(Numbered(name, "gather", value, i)),
                Kind = RegionKind.Gather,
                Axis = at.Axis,
                TokenInput = at.Input,
                Inputs = [chunk],
                Widths = [chunk.Size],
            },
            0))];
    }

    /// <summary>
    /// One step of each row; below 0 counted from the end, of a chunk made from the end from the start: -1 is its last.
    /// 0 where a row has too few steps.
    /// </summary>
    public IReadOnlyList<Chunk> At(string name, IReadOnlyList<Chunk> value, int step)
        => [.. value.Select((chunk, i) => Final(
            step < 0
                ? Accumulate(
                    Numbered(name, "at", value, i), chunk, chunk.IsReverse,
                    [.. Enumerable.Range(0, -step).Select(k => new StepState($"back{-step - 1 - k}", chunk.Size, 0))],
                    static (g, x, s) => [.. s.Skip(1), x])
                : Accumulate(
                    Numbered(name, "at", value, i), chunk, false,
                    [new StepState("at", chunk.Size, 0), new StepState("step", chunk.Size, 0)],
                    (g, x, s) => [g.SelectEqual(s[1], g.Constant(step), x, s[0]), g.Add(s[1], g.Constant(1))]),
            0))];
}
