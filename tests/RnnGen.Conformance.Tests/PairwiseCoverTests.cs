using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>The covering set covers.</summary>
public sealed class PairwiseCoverTests
{
    [Fact]
    public void Pairwise_EveryPairOfTwoOptions_Occurs()
    {
        int[] levels = [CellChoice.All.Count, 3, 2, 3, 2];
        IReadOnlyList<int[]> rows = PairwiseCover.Generate(levels);

        var covered = rows.SelectMany(PairwiseCover.PairsOf).ToHashSet();
        Assert.All(PairwiseCover.Pairs(levels), pair => Assert.Contains(pair, covered));
        Assert.True(rows.Count <= 1.5 * levels[0] * 3, $"{rows.Count} rows are too many.");
        Assert.Equal(rows.Count, ConformanceCase.Pairwise.Distinct().Count());
    }

    [Fact]
    public void Cases_EveryCellOfTheProduct_IsListed()
    {
        // A projected or peephole cell is reached through Lstm's options, the others by their class or attribute.
        int cells = typeof(Model).Assembly.GetTypes().Count(type =>
            type is { Namespace: "RnnGen.Cells", IsNested: false }
            && type.GetCustomAttributes(typeof(CellAttribute), inherit: false).Length > 0);
        Assert.Equal(cells, CellChoice.All.Count);
    }
}
