using RnnGen.Golden.Tests.Families;
using Xunit;
using Xunit.Abstractions;

namespace RnnGen.Golden.Tests;

/// <summary>Numbers that the scripts of tests/reference computed with PyTorch, row by row.</summary>
public sealed class ReferenceRunnerTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryCase_OfTheReferenceFolder_IsReproduced()
    {
        var family = new ReferenceFamily();
        IReadOnlyList<FamilyResult> results =
            new GoldenRunner(GoldenFolder.Reference, _ => family, new HashSet<string>()).Run();
        string table = GoldenReport.Table("reference", results);
        output.WriteLine(table);
        output.WriteLine(GoldenReport.Write("reference", table, results));

        Assert.True(results.Any(r => r.Cases > 0), "No reference case was run.");
        string[] failures = [.. results.SelectMany(r => r.Failures)];
        Assert.True(failures.Length == 0, $"{table}\n{string.Join("\n", failures.Take(60))}");
    }
}
