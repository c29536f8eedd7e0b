namespace RnnGen.Training.Tests;

public sealed class CounterRandomTests
{
    // The known answers of Random123's kat_vectors for philox4x32 10.
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(
        0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
        0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(
        0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0,
        0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Block_PublishedVectors_Match(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3)
    {
        ulong key = k0 | ((ulong)k1 << 32);
        Assert.Equal(new RandomBlock(w0, w1, w2, w3), CounterRandom.Block(key, new RandomBlock(c0, c1, c2, c3)));
    }

    [Fact]
    public void Bits64_IsTwoWordsOfBits()
    {
        for (ulong c = 0; c < 9; c++)
        {
            ulong low = CounterRandom.Bits(7, 3, 2 * c), high = CounterRandom.Bits(7, 3, (2 * c) + 1);
            Assert.Equal(low | (high << 32), CounterRandom.Bits64(7, 3, c));
        }
    }

    [Fact]
    public void Uniform_ManyDraws_HasMomentsAndRange()
    {
        const int n = 200_000;
        double sum = 0, square = 0;
        for (ulong i = 0; i < n; i++)
        {
            double u = CounterRandom.UniformDouble(1, 2, i);
            float f = CounterRandom.UniformFloat(1, 3, i);
            Assert.InRange(u, 0, 1 - double.Epsilon);
            Assert.True(f is >= 0 and < 1);
            sum += u + f;
            square += (u * u) + ((double)f * f);
        }

        Assert.Equal(0.5, sum / (2 * n), 2e-3);
        Assert.Equal(1.0 / 3, square / (2 * n), 2e-3);
    }

    [Fact]
    public void Shuffle_SameSeed_SamePermutation()
    {
        int[] first = [.. Enumerable.Range(0, 1000)], second = [.. first], other = [.. first];
        CounterRandom.Shuffle<int>(first, 5, 0);
        CounterRandom.Shuffle<int>(second, 5, 0);
        CounterRandom.Shuffle<int>(other, 5, 1);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal(Enumerable.Range(0, 1000), first.Order());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Threshold_OutsideUnitInterval_Throws(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CounterRandom.Threshold(probability));

    [Fact]
    public void Bernoulli_Extremes_AreCertain()
    {
        for (ulong i = 0; i < 1000; i++)
        {
            Assert.False(CounterRandom.Bernoulli(1, 1, i, 0));
            Assert.True(CounterRandom.Bernoulli(1, 1, i, 1));
        }
    }
}
