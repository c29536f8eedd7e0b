using RnnGen.Kernels;

namespace RnnGen.Kernels.Tests;

public class TimeChunkTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(512)]
    [InlineData(4096)]
    [InlineData(131072)]
    public void Rows_OfAnyBatch_HoldEveryChunkOfItAndOfSmallerOnes(int stride)
    {
        for (int rows = 1; rows <= 400; rows++)
        {
            foreach (int steps in (int[])[0, 1, 2, 7, 20, 100, 1000])
            {
                long room = TimeChunk.Rows(rows, steps, stride);
                Assert.True(room >= TimeChunk.Steps(rows, steps, stride) * rows, $"{rows} rows, {steps} steps");
                Assert.True(room <= TimeChunk.Rows(rows + 1, steps, stride), $"{rows + 1} rows, {steps} steps");
                Assert.True(room <= TimeChunk.Rows(rows, steps + 1, stride), $"{rows} rows, {steps + 1} steps");
            }
        }
    }
}
