using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>
/// Where buffers are on a device, whose chunks are whole sequences: each offset is the rows times a sum of steps, so
/// that host and kernels compute the few that they need.
/// </summary>
internal sealed class DeviceArena
{
    private readonly Dictionary<Buffer, string> _offsets = [];
    public DeviceArena(Arena arena, int axes)
    {
        Axes = axes;
        long rows = 0;
        long[] steps = new long[axes];
        var alignments = new List<string>();
        foreach (Buffer buffer in arena.Buffers)
        {
            _offsets.Add(buffer, Sum(rows, steps, alignments));
            if (buffer.Extent == Extent.Alignment)
            {
                alignments.Add($"({AxisNames.Steps(buffer.Axis)} * {Alignment(buffer)})");
                continue;
            }

            bool isSteps = buffer.Extent != Extent.Rows;
            rows += isSteps ? (long)buffer.MoreSteps * buffer.Stride : buffer.Stride;
            if (isSteps)
                steps[buffer.Axis] += buffer.Stride;
        }

        Length = Sum(rows, steps, alignments);
    }

    /// <summary>How many axes there are.</summary>
    public int Axes { get; }

    /// <summary>Floats of all buffers, an expression as <see cref="OffsetOf"/>.</summary>
    public string Length { get; }

    /// <summary>A buffer's first float, an expression of <c>rows</c> and the steps of the axes.</summary>
    public string OffsetOf(Buffer buffer) => _offsets[buffer];

    /// <summary>Floats of a row of weights over a memory's steps.</summary>
    public static string Alignment(Buffer buffer)
        => $"({RegionEmitter.AlignmentBlocks(AxisNames.Steps(buffer.MemoryAxis), buffer.Stride)} * {buffer.Stride})";

    /// <summary>Declares what offsets are expressions of, taken from the slice <c>s</c>.</summary>
    public string Sizes()
        => "int rows = s.Rows, " + string.Join(", ", Enumerable.Range(0, Axes).Select(static axis
            => $"{AxisNames.Steps(axis)} = s.{Identifier.Pascal(AxisNames.Steps(axis))}")) + ";";

    private static string Sum(long rows, long[] steps, IEnumerable<string> alignments)
    {
        List<string> terms = [];
        if (rows > 0)
            terms.Add(CodeWriter.Literal(rows));
        for (var axis = 0; axis < steps.Length; axis++)
        {
            if (steps[axis] > 0)
                terms.Add($"({CodeWriter.Literal(steps[axis])} * {AxisNames.Steps(axis)})");
        }

        terms.AddRange(alignments);
        return terms.Count switch
        {
            0 => "0",
            1 => $"rows * {terms[0]}",
            _ => $"rows * ({string.Join(" + ", terms)})",
        };
    }
}
