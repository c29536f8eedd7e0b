using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>
/// A form of a model as devices run it: nobody adds to a gradient row by row, since rows are computed side by side. What
/// a kernel adds goes to a row of memory each, and is summed over all steps at once.
/// </summary>
internal sealed class DeviceSchedule
{
    private readonly Arena _arena = new();

    private DeviceSchedule(NetworkSchedule schedule)
    {
        foreach (Buffer buffer in schedule.Arena.Buffers)
            _arena.Keep(buffer);
        Source = schedule;
        Forward = schedule.Forward;
        Backward = [.. schedule.Backward.Select(program => program with { Body = Rewrite(program, program.Body) })];
        Arena = new DeviceArena(_arena, schedule.Network.Axes.Count);
    }

    /// <summary>What it was made of.</summary>
    public NetworkSchedule Source { get; }

    public DeviceArena Arena { get; }

    public IReadOnlyList<RegionProgram> Forward { get; }

    public IReadOnlyList<RegionProgram> Backward { get; }

    public static DeviceSchedule Of(NetworkSchedule schedule) => new(schedule);

    private List<Instruction> Rewrite(RegionProgram program, IReadOnlyList<Instruction> body)
    {
        var result = new List<Instruction>();
        foreach (Instruction instruction in body)
        {
            switch (instruction)
            {
                case ChunkLoop chunks:
                    result.Add(chunks with { Body = Rewrite(program, chunks.Body) });
                    break;
                case TimeLoop loop:
                    List<(Place Gradient, Place Rows, int Width)> sums = [];
                    List<Instruction> step = [.. loop.Body.Select(inner => Split(program, inner, sums))];
                    result.Add(loop with { Body = [.. step, .. sums.Select(static sum => new ClearTail(sum.Rows))] });
                    result.AddRange(sums.Select(static sum
                        => new AccumulateBias(sum.Gradient, Span.Chunk, sum.Rows, sum.Width)));
                    break;
                case RunKernel run:
                    List<(Place Gradient, Place Rows, int Width)> own = [];
                    result.Add(Split(program, run, own));
                    result.AddRange(own.Select(sum => new AccumulateBias(sum.Gradient, run.Span, sum.Rows, sum.Width)));
                    break;
                default:
                    result.Add(instruction);
                    break;
            }
        }

        return result;
    }

    /// <summary>A kernel whose sums over rows are rows of their own.</summary>
    private Instruction Split(
        RegionProgram program, Instruction instruction, List<(Place Gradient, Place Rows, int Width)> sums)
    {
        if (instruction is not RunKernel run || run.Kernel.Loops.SelectMany(static loop => loop.Stores)
                .All(static store => store.Target.Buffer.Extent != Extent.Gradients))
            return instruction;
        Extent extent = program.Region!.PerStep ? Extent.Steps : Extent.Rows;
        StoreTo Own(StoreTo store)
        {
            if (store.Target.Buffer.Extent != Extent.Gradients)
                return store;
            int width = Math.Max(1, store.Size);
            Buffer rows = _arena.Add(
                store.Target.Buffer.Name + "Rows", extent, Memory.Padded(width, run.Kernel.Padding), program.Axis);
            sums.Add((store.Target, new Place(rows), width));
            return store with { Target = new Place(rows), Adds = false };
        }

        return run with
        {
            Kernel = run.Kernel with
            {
                Loops = [.. run.Kernel.Loops.Select(loop => loop with { Stores = [.. loop.Stores.Select(Own)] })],
            },
        };
    }
}
