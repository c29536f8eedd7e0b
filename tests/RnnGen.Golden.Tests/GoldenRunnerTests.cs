using Xunit;
using Xunit.Abstractions;

namespace RnnGen.Golden.Tests;

/// <summary>Numbers that PyTorch computed.</summary>
public sealed class GoldenRunnerTests(ITestOutputHelper output)
{
    [GoldenFact]
    public void EveryCase_OfTheGoldenFolder_IsReproduced()
    {
        string folder = GoldenFolder.Golden!;
        IReadOnlyList<FamilyResult> results = new GoldenRunner(
            folder, FamilyTable.Now.GetValueOrDefault, FamilyTable.Later).Run();
        string table = GoldenReport.Table("golden", results);
        output.WriteLine(table);
        output.WriteLine(GoldenReport.Write("golden", table, results));

        Assert.True(results.Any(r => r.Cases > 0), $"{folder} exists, but no case of it was run.");
        string[] failures = [.. results.SelectMany(r => r.Failures)];
        Assert.True(failures.Length == 0, $"{table}\n{string.Join("\n", failures.Take(60))}");
    }

    [GoldenFact]
    public void EveryFamily_IsKnown()
    {
        IEnumerable<string> files = Directory.GetFiles(GoldenFolder.Golden!, "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.All(files, file => Assert.True(FamilyTable.Now.ContainsKey(file) || FamilyTable.Later.Contains(file), file));
    }
}
