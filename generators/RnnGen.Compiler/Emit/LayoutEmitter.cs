using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// Prints where parameters stand in packed weights and gradients in packed gradients: tables that the runtime reads.
/// </summary>
internal sealed class LayoutEmitter(CodeWriter writer, Memory memory, NetworkSchedule schedule, long[] offsets)
{
    private const string P = "global::RnnGen.Program.";

    public void Emit()
    {
        writer.Line($"private static readonly {P}WeightLayout s_layout = new()");
        writer.Block("", () =>
        {
            List("Panels", "PanelBlock", memory.Panels.SelectMany(Panels));
            List("Vectors", "VectorBlock", memory.Vectors.SelectMany(Vector));
            List("Gradients", "GradientBlock", memory.WeightGradients.SelectMany(Gradient));
            List("VectorGradients", "VectorBlock", memory.VectorGradients.SelectMany(Vector));
            int[] padding = [.. schedule.Network.Regions.Where(static region => region.Kind == RegionKind.Embedding)
                .Select(static region => region.Table.Padding)];
            if (padding.Length > 0)
                writer.Line($"PaddingTokens = new[] {{ {string.Join(", ", padding)} }},");
        }, "};");
    }

    private void List(string name, string type, IEnumerable<string> lines)
    {
        List<string> all = [.. lines];
        if (all.Count == 0)
        {
            writer.Line($"{name} = global::System.Array.Empty<{P}{type}>(),");
            return;
        }

        writer.Line($"{name} = new {P}{type}[]");
        writer.Block("", () => all.ForEach(line => writer.Line(line)), "},");
    }

    private IEnumerable<string> Panels(Panels panels)
    {
        yield return $"// {Identifier.Camel(panels.Name)}: K = {panels.K}, "
            + (panels.IsTransposed ? "transposed" : $"{panels.Gates.Count} gates");
        for (var gate = 0; gate < panels.Gates.Count; gate++)
        {
            WeightTerm term = panels.Gates[gate];
            string block = $"{Block(term)}, {term.RowLength}, {panels.GateUnits}, {term.K}, {panels.Offset}";
            yield return panels.IsTransposed
                ? $"{P}PanelBlock.Transposed({block}, {gate * panels.GateStride}, {panels.K}),"
                : $"{P}PanelBlock.Forward({block}, {gate}, {panels.Gates.Count}),";
        }
    }

    private IEnumerable<string> Gradient(WeightGradient gradient)
    {
        yield return $"// {Identifier.Camel(gradient.Name)} [{gradient.K}, {gradient.Width}]";
        for (var gate = 0; gate < gradient.Gates.Count; gate++)
        {
            WeightTerm term = gradient.Gates[gate];
            yield return $"new({gradient.Offset + (gate * gradient.GateStride)}, {gradient.Stride}, {Block(term)}, "
                + $"{term.RowLength}, {gradient.GateUnits}, {gradient.K}),";
        }
    }

    private IEnumerable<string> Vector(PackedVector vector)
    {
        yield return $"// {vector.Buffer.Name} [{vector.Buffer.Stride}]";
        foreach ((int column, VectorSlice slice) in vector.Slices)
        {
            long place = vector.Buffer.Offset + column;
            yield return $"new({offsets[slice.Tensor] + slice.Offset}, {slice.Units}, {place}),";
        }
    }

    private long Block(WeightTerm term)
        => offsets[term.Tensor] + ((long)term.RowOffset * term.RowLength) + term.ColumnOffset;
}
