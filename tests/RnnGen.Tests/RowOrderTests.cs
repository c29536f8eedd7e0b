using RnnGen.Execution;

namespace RnnGen.Tests;

public sealed class RowOrderTests
{
    [Fact]
    public void Sort_Lengths_LongestFirstAndStable()
    {
        int[] lengths = [2, 0, 5, 2, 5, 1];
        var order = new int[6];
        RowOrder.Sort(lengths, new int[7], order);
        Assert.Equal([2, 4, 0, 3, 5, 1], order);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0, 15, 1)]
    [InlineData(0, 16, 2)]
    [InlineData(0, 17, 2)]
    [InlineData(0, 64, 8)]
    [InlineData(0, 1000, 8)]
    [InlineData(255, 32, 4)]
    [InlineData(256, 31, 1)]
    [InlineData(256, 32, 2)]
    [InlineData(4095, 33, 2)]
    [InlineData(4096, 63, 1)]
    [InlineData(4096, 64, 2)]
    [InlineData(16384, 1000, 8)]
    public void SliceCount_DependsOnRowsAndWeights(int kilobytes, int rows, int slices)
        => Assert.Equal(slices, RowOrder.SliceCount(rows, kilobytes * 1024L));

    [Fact]
    public void Slices_OfAnyBatch_DifferByOneRowAndHoldAll()
    {
        for (int rows = 1; rows <= 200; rows++)
        {
            int slices = RowOrder.SliceCount(rows, 0);
            int[] starts = [.. Enumerable.Range(0, slices + 1).Select(i => RowOrder.SliceStart(i, slices, rows))];
            int[] sizes = [.. starts.Zip(starts.Skip(1), static (from, to) => to - from)];
            Assert.Equal((0, rows), (starts[0], starts[^1]));
            Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
        }
    }
}
