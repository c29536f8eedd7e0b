using System.Text.Json;

namespace RnnGen.Training.Tests;

/// <summary>
/// Cases computed by PyTorch, from the folder in RNNGEN_GOLDEN or shared/golden above the test assembly.
/// </summary>
internal static class GoldenFile
{
    public static JsonElement[]? Cases(string family)
    {
        if (Folder() is not { } folder)
            return null;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, family + ".json")));
        return [.. document.RootElement.Clone().GetProperty("cases").EnumerateArray()];
    }

    public static double[] Tensor(JsonElement tensor) => Numbers(tensor.GetProperty("data"));

    public static double[] Flat(JsonElement tensors) => [.. tensors.EnumerateArray().SelectMany(Tensor)];

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(static e => e.GetDouble())];

    /// <summary>max |a - e| / max(1, max |e|).</summary>
    public static double Error(IReadOnlyList<double> actual, IReadOnlyList<double> expected)
    {
        Assert.Equal(expected.Count, actual.Count);
        double worst = 0, largest = 1;
        for (int i = 0; i < expected.Count; i++)
        {
            if (double.IsNaN(actual[i]))
                return double.NaN;
            worst = Math.Max(worst, Math.Abs(actual[i] - expected[i]));
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }

        return worst / largest;
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("RNNGEN_GOLDEN") is { Length: > 0 } named)
            return named;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", "golden");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
