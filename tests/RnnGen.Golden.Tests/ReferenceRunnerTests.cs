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

    /// <summary>Cells that are an option of a layer of their own have files of that layer.</summary>
    [Fact]
    public void EveryCell_OfNoLayerOfItsOwn_HasACase()
    {
        string[] layers = ["SimpleRnn", "Lstm", "Gru"];
        string[] files = [.. Directory.EnumerateFiles(GoldenFolder.Reference, "*.json").Select(File.ReadAllText)];
        string[] missing =
        [
            .. typeof(Cells.LstmCell).Assembly.GetTypes()
                .Where(type => type.Namespace == typeof(Cells.LstmCell).Namespace)
                .Select(type => type.Name)
                .Where(name => !layers.Any(layer => name.StartsWith(layer, StringComparison.Ordinal)))
                .Where(name => !files.Any(text => text.Contains($"[Recurrent<{name}>", StringComparison.Ordinal))),
        ];
        Assert.Empty(missing);
    }
}
