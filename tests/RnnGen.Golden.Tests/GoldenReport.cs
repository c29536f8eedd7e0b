using System.Globalization;
using System.Text;
using RnnGen.Simd;

namespace RnnGen.Golden.Tests;

/// <summary>The table that a run prints and leaves beside the test assembly.</summary>
internal static class GoldenReport
{
    /// <summary>One line a family, then the totals.</summary>
    public static string Table(string title, IReadOnlyList<FamilyResult> results)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{title}, tier {Cpu.Tier}");
        text.AppendLine(
            "family                    cases passed   f64 fwd  f64 grad   f32 fwd  f32 grad  (worst errors; grad with"
            + " trajectories)");
        foreach (FamilyResult r in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{r.Family,-24} ");
            text.AppendLine(r.NotRun ?? string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Cases,6} {r.Passed,6} {Error(r, Precision.Double, true)} {Error(r, Precision.Double, false)}"
                + $" {Error(r, Precision.Single, true)} {Error(r, Precision.Single, false)}"
                + $"{(r.Later > 0 ? "  (later: " + r.Later + ")" : "")}"));
        }

        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{"total",-24} {results.Sum(r => r.Cases),6} {results.Sum(r => r.Passed),6}");
        return text.ToString();
    }

    /// <summary>Writes the table and the failures to a text file beside the test assembly.</summary>
    public static string Write(string name, string table, IReadOnlyList<FamilyResult> results)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "TestResults");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name + ".txt");
        File.WriteAllText(path, table + "\n" + string.Join("\n", results.SelectMany(r => r.Details)) + "\n");
        return path;
    }

    private static string Error(FamilyResult result, Precision precision, bool forward) =>
        (result.Worst(precision, forward)?.ToString("0.0e-00", CultureInfo.InvariantCulture) ?? "-").PadLeft(9);
}
