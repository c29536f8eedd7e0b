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
    [InlineData(1, 1, 1)]
    [InlineData(15, 1, 15)]
    [InlineData(16, 2, 8)]
    [InlineData(17, 3, 8)]
    [InlineData(64, 8, 8)]
    [InlineData(65, 8, 9)]
    [InlineData(1000, 8, 125)]
    public void SliceCount_DependsOnRowsAlone(int rows, int slices, int each)
    {
        Assert.Equal(each, RowOrder.RowsPerSlice(rows));
        Assert.Equal(slices, RowOrder.SliceCount(rows));
    }
}
