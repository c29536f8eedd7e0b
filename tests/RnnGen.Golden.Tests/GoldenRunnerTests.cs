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
        if (Environment.GetEnvironmentVariable("RNNGEN_GOLDEN_ONLY") == null)
            Assert.All(results, r => Assert.True(r.NotRun != null || r.Cases > 0, $"{r.Family} has no case."));
        string[] failures = [.. results.SelectMany(r => r.Failures)];
        Assert.True(failures.Length == 0, $"{table}\n{string.Join("\n", failures.Take(60))}");
    }
}
