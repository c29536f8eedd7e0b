using System.Globalization;
using System.Text;
using RnnGen.Program;

namespace RnnGen;

/// <summary>Prints a model as a table.</summary>
internal static class ModelSummary
{
    public static string Format(ModelInfo info)
    {
        var rows = new List<string[]> { new[] { "layer", "kind", "output", "parameters" } };
        foreach (LayerInfo layer in info.Layers)
            rows.Add([layer.Name, layer.Kind, layer.Output, Count(layer.ParameterCount)]);

        // Not the sum over layers: a shared layer is listed twice and learned once.
        int end = rows.Count;
        rows.Add(["total", "", "", Count(info.Parameters.Sum(static parameter => parameter.Length))]);
        long frozen = info.Parameters.Where(static parameter => parameter.IsFrozen).Sum(static p => p.Length);
        if (frozen > 0)
            rows.Add(["frozen", "", "", Count(frozen)]);

        var widths = new int[4];
        foreach (string[] row in rows)
        {
            for (int c = 0; c < widths.Length; c++)
                widths[c] = Math.Max(widths[c], row[c].Length);
        }

        var text = new StringBuilder(info.Name).Append('\n');
        string rule = new('-', widths.Sum() + 6);
        for (int r = 0; r < rows.Count; r++)
        {
            if (r == 1 || r == end)
                text.Append(rule).Append('\n');
            Append(text, rows[r], widths);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] row, int[] widths)
    {
        for (int c = 0; c < 3; c++)
            text.Append(row[c].PadRight(widths[c] + 2));
        text.Append(row[3].PadLeft(widths[3])).Append('\n');
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
