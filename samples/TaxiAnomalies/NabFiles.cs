using System.Globalization;
using System.Text.Json;
using RnnGen.Data;

namespace TaxiAnomalies;

/// <summary>Reads the taxi rides of the Numenta Anomaly Benchmark, and the labels that all its series share.</summary>
internal static class NabFiles
{
    private const string Series = "nyc_taxi.csv";

    /// <summary>The series somewhere in the benchmark's folder.</summary>
    public static Rides Read(string folder)
    {
        CsvRow[] rows = [.. CsvReader.Read(Find(folder, Series))];
        float[] counts = Array.ConvertAll(rows, static row => row.Number<float>("value"));
        return new Rides(ToTime(rows[0]["timestamp"]), counts, ReadWindows(Find(folder, "combined_windows.json")));
    }

    // {"realKnownCause/nyc_taxi.csv": [["2014-10-30 15:30:00.000000", "2014-11-03 22:30:00.000000"], ...], ...}
    private static TimeWindow[] ReadWindows(string path)
    {
        var windows = JsonSerializer.Deserialize<Dictionary<string, string[][]>>(File.ReadAllText(path))!;
        return Array.ConvertAll(
            windows.Single(static pair => pair.Key.EndsWith($"/{Series}", StringComparison.Ordinal)).Value,
            static window => new TimeWindow(ToTime(window[0]), ToTime(window[1])));
    }

    private static string Find(string folder, string file) =>
        Directory.EnumerateFiles(folder, file, SearchOption.AllDirectories).First();

    private static DateTime ToTime(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
