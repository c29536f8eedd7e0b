using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints an arena's layout: the offset of every buffer as a function of each axis's rows and steps.</summary>
internal static class ArenaEmitter
{
    public static void Emit(CodeWriter writer, string name, Arena arena, int axes)
    {
        writer.Line($"/// <summary>Offsets of the {name.ToLowerInvariant()} arena's buffers, in floats.</summary>");
        writer.Block($"private readonly struct {name}", () =>
        {
            foreach (Buffer buffer in arena.Buffers)
                writer.Line($"public readonly long {Identifier.Pascal(buffer.Name)};");
            writer.Line("public readonly long Length;").Line();
            writer.Block($"public {name}({AxisNames.Parameters(axes)})", () =>
            {
                writer.Line("long at = 0;");
                foreach (Buffer buffer in arena.Buffers)
                {
                    string rows = AxisNames.Rows(buffer.Axis), steps = AxisNames.Steps(buffer.Axis);
                    string count = buffer.Extent switch
                    {
                        Extent.Rows => rows,
                        Extent.Alignment => $"{steps} * {rows} * "
                            + RegionEmitter.AlignmentBlocks(AxisNames.Steps(buffer.MemoryAxis), buffer.Stride),
                        Extent.Chunk => RegionEmitter.ChunkRows(buffer),
                        _ when buffer.MoreSteps > 0 => $"({steps} + {buffer.MoreSteps}) * {rows}",
                        _ => $"{steps} * {rows}",
                    };
                    writer.Line($"{Identifier.Pascal(buffer.Name)} = at;");
                    writer.Line($"at += {count} * {buffer.Stride};");
                }

                writer.Line("Length = at;");
            });
        });
    }
}
