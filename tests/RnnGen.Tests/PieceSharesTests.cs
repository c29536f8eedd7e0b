using RnnGen.Execution;

namespace RnnGen.Tests;

public sealed class PieceSharesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(7, 3)]
    [InlineData(2, 5)]
    [InlineData(100, 8)]
    public void Take_ByAnyThreads_GivesEachPieceOnce(int count, int threads)
    {
        var shares = new PieceShares();
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            shares.Start(count, threads);
            int[] taken = [.. Enumerable.Range(0, count).Select(_ => shares.Take(random.Next(threads)))];
            Assert.Equal(Enumerable.Range(0, count), taken.Order());
            for (int thread = 0; thread < threads; thread++)
                Assert.Equal(-1, shares.Take(thread));
        }
    }

    [Fact]
    public void Take_InTurn_GivesEachThreadItsOwn()
    {
        var shares = new PieceShares();
        shares.Start(5, 2);
        Assert.Equal([0, 3, 4], [shares.Take(0), shares.Take(0), shares.Take(0)]);
        Assert.Equal([1, 2, -1], [shares.Take(1), shares.Take(1), shares.Take(1)]);
    }

    [Fact]
    public void Take_OwnShareIsEmpty_TakesFromOthersLargestFirst()
    {
        var shares = new PieceShares();
        shares.Start(6, 3);
        Assert.Equal([2, 3, 0, 5, 1, 4], [.. Enumerable.Range(0, 6).Select(_ => shares.Take(2))]);
    }

    [Fact]
    public void Stop_LeavesNothing()
    {
        var shares = new PieceShares();
        shares.Start(9, 2);
        Assert.Equal(0, shares.Take(0));
        shares.Stop();
        Assert.Equal(-1, shares.Take(0));
        Assert.Equal(-1, shares.Take(1));
    }
}
