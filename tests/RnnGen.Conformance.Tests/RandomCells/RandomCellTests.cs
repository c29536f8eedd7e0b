using System.Globalization;
using System.Reflection;
using RnnGen.Testing;
using Xunit;
using Xunit.Abstractions;

namespace RnnGen.Conformance.Tests.RandomCells;

/// <summary>
/// Random cells in random stacks on ragged batches. RNNGEN_REVIEW sets how many, and from which seed on: <c>n</c> or
/// <c>n:first</c>.
/// </summary>
public sealed class RandomCellTests(ITestOutputHelper output)
{
    private const int Usual = 16;
    private const int CellsInCompilation = 30;
    private const int MostShown = 25;

    [Fact]
    public void RandomCells_InRandomStacks_KeepEveryContract()
    {
        IReadOnlyList<RandomCell> cells = Draw();
        var failures = new List<string>();
        int rejected = 0;
        foreach (RandomCell[] some in cells.Chunk(CellsInCompilation))
        {
            using CompiledDeclarations compiled = DeclarationCompiler.Compile(
                some.SelectMany(c => new[] { c.In(Precision.Double), c.In(Precision.Single) }),
                batchSize: 2 * CellsInCompilation);
            foreach (RandomCell cell in some)
            {
                string? problem = Problem(compiled, cell);
                if (problem?.Contains("RNN0", StringComparison.Ordinal) == true)
                    rejected++;
                else if (problem != null)
                    failures.Add($"{cell}\n{problem}");
            }
        }

        output.WriteLine($"{cells.Count} cells, {rejected} rejected, {failures.Count} failed");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(MostShown)));
        Assert.True(rejected <= 1 + (cells.Count / 10), "Nearly all cells must compile.");
    }

    private static IReadOnlyList<RandomCell> Draw()
    {
        string[] asked = (Environment.GetEnvironmentVariable("RNNGEN_REVIEW") ?? "").Split(':');
        int count = int.TryParse(asked[0], CultureInfo.InvariantCulture, out int given) ? given : Usual;
        int first = asked.Length > 1 ? int.Parse(asked[1], CultureInfo.InvariantCulture) : 0;
        return [.. Enumerable.Range(first, count).Select(RandomCellWriter.Write)];
    }

    /// <summary>What is wrong with a cell, or null; a declaration that is refused says RNN0 and a number.</summary>
    private static string? Problem(CompiledDeclarations compiled, RandomCell cell)
    {
        try
        {
            RandomCellChecks.Run(new CpuBackend(), compiled, cell);
            return null;
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException!.Message;
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }
}
