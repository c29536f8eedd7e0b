using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>
/// Prints point-wise kernels of a schedule as ILGPU kernels: one thread a row and unit, or one thread a row where a value
/// depends on all units. It reads the same schedule as the CPU's emitter, which proves that the seam holds; devices,
/// products and launches belong to the backend.
/// </summary>
internal static class IlgpuPrinter
{
    /// <summary>The kernels of a region's program.</summary>
    public static string Print(RegionProgram program, string type)
    {
        var writer = new CodeWriter();
        foreach (Kernel kernel in Kernels(program.Body))
            Print(writer, kernel, type);
        return writer.ToString();
    }

    private static IEnumerable<Kernel> Kernels(IEnumerable<Instruction> body) => body.SelectMany(static instruction
        => instruction switch
        {
            RunKernel run => [run.Kernel],
            ChunkLoop chunks => Kernels(chunks.Body),
            TimeLoop loop => Kernels(loop.Body),
            _ => Array.Empty<Kernel>(),
        });

    private static void Print(CodeWriter writer, Kernel kernel, string type)
    {
        IReadOnlyList<(Buffer Buffer, int Shift)> places = KernelEmitter.Parameters(kernel);
        writer.Block($"public struct {kernel.Name}Views", () =>
        {
            foreach ((Buffer buffer, int shift) in places)
                writer.Line($"public ArrayView<{type}> {View(buffer, shift)}; // rows of {buffer.Stride}");
        });
        bool byRow = kernel.Loops.Any(static loop => loop.Reductions.Count > 0 || loop.Scalars.Count > 0);
        int width = kernel.Loops.Max(static loop => loop.Size);
        writer.Line()
            .Line(byRow ? "// one thread a row" : $"// one thread a row and unit: index = row * {width} + unit");
        writer.Block($"public static void {kernel.Name}(Index1D index, {kernel.Name}Views v)", () =>
        {
            writer.Line(byRow ? "int r = index;" : $"int r = index / {width};");
            if (!byRow)
                writer.Line($"int u = index - r * {width};");
            foreach (Loop loop in kernel.Loops)
                Print(writer, loop, type, byRow, width);
        });
        writer.Line();
    }

    private static void Print(CodeWriter writer, Loop loop, string type, bool byRow, int width)
    {
        foreach (Node reduction in loop.Reductions)
            writer.Line($"{type} {Name(reduction)} = {(reduction.Op == Op.Sum ? "0" : $"{type}.NegativeInfinity")};");
        void Body()
        {
            foreach (Definition definition in loop.Scalars.Concat(loop.Definitions))
            {
                if (definition.From is null && OpInfo.Of(definition.Node.Op).Class == OpClass.Reduction)
                    continue;
                string value = definition.From is { } place
                    ? At(place, definition.Node.Size)
                    : IlgpuExpressions.Format(definition.Node.Op, [.. definition.Node.Args.Select(Name)]);
                writer.Line($"{type} {Name(definition.Node)} = {value};");
            }

            foreach (Node reduction in loop.Reductions)
            {
                writer.Line(reduction.Op == Op.Sum
                    ? $"{Name(reduction)} += {Name(reduction.Args[0])};"
                    : $"{Name(reduction)} = XMath.Max({Name(reduction)}, {Name(reduction.Args[0])});");
            }

            foreach (StoreTo store in loop.Stores)
                writer.Line($"{At(store.Target, store.Size)} {(store.Adds ? "+=" : "=")} {Name(store.Value)};");
        }

        if (byRow && loop.Size > 0)
            writer.Block($"for (int u = 0; u < {loop.Size}; u++)", Body);
        else if (!byRow && loop.Size < width)
            writer.Block($"if (u < {loop.Size})", Body);
        else
            Body();
    }

    private static string Name(Node node)
        => node.Op == Op.Constant ? CodeWriter.Literal(node.Value)
            : CSharpNames.Escape(Identifier.Camel(node.Name ?? "v")) + node.Id;

    private static string View(Buffer buffer, int shift) => Identifier.Pascal(buffer.Name) + (shift > 0 ? "After" : "");

    private static string At(Place place, int size)
    {
        string row = place.Buffer.IsArena ? $"r * {place.Buffer.Stride}" : "0";
        string column = place.Column > 0 ? $" + {place.Column}" : "";
        return $"v.{View(place.Buffer, place.Shift)}[{row}{column}{(size > 0 ? " + u" : "")}]";
    }
}
