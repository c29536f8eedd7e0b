using System.Text.Json;

namespace RnnGen.Tests;

/// <summary>The reference cases, found by RNNGEN_GOLDEN or as shared/golden in a folder above.</summary>
internal static class GoldenFiles
{
    public static string? Folder { get; } = Find();

    public static JsonElement[] Cases(string family)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder!, family + ".json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(static c => c.Clone())];
    }

    public static double[] Floats(JsonElement tensor) =>
        [.. tensor.GetProperty("data").EnumerateArray().Select(static v => v.GetDouble())];

    public static int[] Shape(JsonElement tensor) =>
        [.. tensor.GetProperty("shape").EnumerateArray().Select(static v => v.GetInt32())];

    /// <summary>Floats of a member that may be absent or null.</summary>
    public static double[]? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object
            ? Floats(value) : null;

    /// <summary>max|a-e| / max(1, max|e|)</summary>
    public static double Error(IEnumerable<double> actual, double[] expected)
    {
        double[] values = [.. actual];
        Assert.Equal(expected.Length, values.Length);
        double scale = 1, error = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            scale = Math.Max(scale, Math.Abs(expected[i]));
            error = Math.Max(error, Math.Abs(values[i] - expected[i]));
        }

        return error / scale;
    }

    private static string? Find()
    {
        string? set = Environment.GetEnvironmentVariable("RNNGEN_GOLDEN");
        if (!string.IsNullOrEmpty(set))
            return set;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at != null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "golden");
            if (Directory.Exists(folder))
                return folder;
        }

        return null;
    }
}
