using System.Text.Json;
using System.Text.Json.Serialization;

namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>Writes a comparison for programs: everything that was measured, not only the best.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The whole file.</summary>
    public static string Write(Report report)
    {
        ResultSet results = report.Results;
        var content = new
        {
            report.Machine,
            report.Versions,
            report.Options.Rounds,
            report.Options.Seconds,
            report.Options.IsSmoke,
            Workloads = report.Options.Workloads.Select(static w => new
            {
                w.Name,
                w.Title,
                w.Flops,
                w.TrainingFlops,
            }),
            Roofline = report.Roofline.Lines,
            results.Tiers,
            results.Measurements,
            Values = results.Checks,
            Allocated = results.Allocated.Select(static a => new { a.Key.Workload, a.Key.Kind, Bytes = a.Value }),
            results.FirstSteps,
            report.Goals,
            results.Skipped,
            results.Failures,
        };
        return JsonSerializer.Serialize(content, s_options);
    }
}
