namespace RnnGen.Training.Tests;

public sealed class ClippingTests
{
    [Theory]
    [InlineData(NormKind.Euclidean)]
    [InlineData(NormKind.Sum)]
    [InlineData(NormKind.Largest)]
    public void Norm_FromChunks_SameBits(NormKind kind)
    {
        float[] gradients = Numbers(3 * Clipping.ChunkLength + 5);
        double[] sums = new double[Clipping.ChunkCount(gradients.Length)];
        for (int i = sums.Length - 1; i >= 0; i--)
        {
            int start = i * Clipping.ChunkLength;
            int length = Math.Min(Clipping.ChunkLength, gradients.Length - start);
            sums[i] = Clipping.ChunkSum<float>(gradients.AsSpan(start, length), kind);
        }

        Assert.Equal(4, sums.Length);
        Assert.Equal(Clipping.Norm<float>(gradients, kind), Clipping.Norm(sums, kind));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10_000)]
    public void Norm_AnyLength_EqualsPlainSums(int length)
    {
        float[] gradients = Numbers(length);
        double square = Math.Sqrt(gradients.Sum(static g => (double)g * g));
        Assert.Equal(square, Clipping.Norm<float>(gradients), 1e-11);
        double sum = gradients.Sum(static g => Math.Abs((double)g));
        Assert.Equal(sum, Clipping.Norm<float>(gradients, NormKind.Sum), 1e-10);
        double largest = gradients.Length == 0 ? 0 : gradients.Max(static g => Math.Abs((double)g));
        Assert.Equal(largest, Clipping.Norm<float>(gradients, NormKind.Largest));
        double[] full = [.. gradients.Select(static g => (double)g)];
        Assert.Equal(Clipping.Norm<float>(gradients), Clipping.Norm<double>(full));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Norm_NonFiniteAnywhere_IsNonFinite(float bad)
    {
        foreach (NormKind kind in Enum.GetValues<NormKind>())
        {
            foreach (int place in (int[])[0, 7, 4095, 4096, 5000, 5002])
            {
                float[] gradients = Numbers(5003);
                gradients[place] = bad;
                Assert.False(double.IsFinite(Clipping.Norm<float>(gradients, kind)));
                Assert.Equal(place, Clipping.FirstNonFinite<float>(gradients));
                float[] before = [.. gradients];
                Clipping.ByNorm<float>(gradients, 1, kind);
                Assert.Equal(before, gradients);
            }
        }
    }

    [Fact]
    public void Norm_HugeFloats_DoesNotOverflow() =>
        Assert.Equal(Math.Sqrt(2) * float.MaxValue, Clipping.Norm<float>([float.MaxValue, float.MinValue]), 1e25);

    [Fact]
    public void Norm_AllocatesNothing()
    {
        float[] gradients = Numbers(10_001);
        double sum = 0;
        Allocations.AssertNone(() => sum += Clipping.ByNorm<float>(gradients, 0.5), count: 10);
        Assert.True(sum > 0);
    }

    private static float[] Numbers(int length) =>
        [.. Enumerable.Range(0, length).Select(i => (2 * CounterRandom.UniformFloat(1, 98, (ulong)i)) - 1)];
}
