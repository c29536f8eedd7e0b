using System.Globalization;
using System.Text.Json;
using RnnGen.Data;
using Samples;

namespace TaxiAnomalies;

/// <summary>Reads the taxi rides of the Numenta Anomaly Benchmark, and the labels that all its series share.</summary>
internal static class NabFiles
{
    private const string Series = "nyc_taxi.csv";

    /// <summary>The series somewhere in the benchmark's folder, of so many half hours at least.</summary>
    public static Rides Read(string folder, int least)
    {
        string path = Find(folder, Series);
        CsvRow[] rows = [.. CsvReader.Read(path)];
        DataFiles.Require(path, rows.Length, least, "half hours");
        float[] counts = Array.ConvertAll(rows, static row => row.Number<float>("value"));
        if (!TryReadTime(rows[0]["timestamp"], out DateTime start))
            throw new DataFormatException(path, rows[0].Line, 1, "expected a time.");
        return new Rides(start, counts, ReadWindows(Find(folder, "combined_windows.json")));
    }

    // {"realKnownCause/nyc_taxi.csv": [["2014-10-30 15:30:00.000000", "2014-11-03 22:30:00.000000"], ...], ...}
    private static TimeWindow[] ReadWindows(string path)
    {
        try
        {
            var windows = JsonSerializer.Deserialize<Dictionary<string, string[][]>>(File.ReadAllText(path));
            return Array.ConvertAll(windows?.GetValueOrDefault($"realKnownCause/{Series}") ?? [], ToWindow);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private static TimeWindow ToWindow(string[] times) =>
        times is [var from, var to] && TryReadTime(from, out DateTime start) && TryReadTime(to, out DateTime end)
            ? new TimeWindow(start, end)
            : throw new FormatException($"expected the two times of a window, found {string.Join(", ", times)}.");

    private static string Find(string folder, string file) =>
        DataFiles.Find(folder, file, SearchOption.AllDirectories)[0];

    private static bool TryReadTime(string text, out DateTime time) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, out time);
}
