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
    [InlineData(0, 1, 1, 1)]
    [InlineData(0, 15, 1, 15)]
    [InlineData(0, 16, 2, 8)]
    [InlineData(0, 17, 2, 9)]
    [InlineData(0, 64, 8, 8)]
    [InlineData(0, 65, 8, 9)]
    [InlineData(0, 1000, 8, 125)]
    [InlineData(255, 32, 4, 8)]
    [InlineData(256, 31, 1, 31)]
    [InlineData(256, 32, 2, 16)]
    [InlineData(4095, 33, 2, 17)]
    [InlineData(4096, 63, 1, 63)]
    [InlineData(4096, 64, 2, 32)]
    [InlineData(16384, 1000, 8, 125)]
    public void SliceCount_DependsOnRowsAndWeights(int kilobytes, int rows, int slices, int each)
    {
        Assert.Equal(each, RowOrder.RowsPerSlice(rows, kilobytes * 1024L));
        Assert.Equal(slices, RowOrder.SliceCount(rows, kilobytes * 1024L));
    }
}
