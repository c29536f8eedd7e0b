namespace RnnGen;

/// <summary>
/// Random numbers as a pure function of a key and a counter: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel
/// random numbers: as easy as 1, 2, 3", SC 2011). Integers only, so every machine and backend gets the same bits.
/// </summary>
public static class CounterRandom
{
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>Philox4x32-10: the four words that belong to a key and a counter of four words.</summary>
    /// <param name="key">The key; its low word is Philox's first key word.</param>
    /// <param name="counter">The counter.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RandomBlock Block(ulong key, RandomBlock counter)
    {
        uint c0 = counter.W0, c1 = counter.W1, c2 = counter.W2, c3 = counter.W3;
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0;
            ulong p1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
            c1 = (uint)p1;
            c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c3 = (uint)p0;
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return new RandomBlock(c0, c1, c2, c3);
    }

    /// <summary>
    /// A key of its own for a purpose and two indices below a seed; keys of different arguments are unrelated.
    /// </summary>
    public static ulong DeriveKey(ulong seed, RandomPurpose purpose, ulong index = 0, uint subIndex = 0)
    {
        var counter = new RandomBlock((uint)index, (uint)(index >> 32), subIndex, (uint)purpose);
        RandomBlock block = Block(seed, counter);
        return block.W0 | ((ulong)block.W1 << 32);
    }

    /// <summary>32 random bits of a seed, a stream and a place in it.</summary>
    public static uint Bits(ulong seed, ulong stream, ulong counter) =>
        BlockAt(seed, stream, counter >> 2)[(int)counter & 3];

    /// <summary>
    /// 64 random bits of a seed, a stream and a place in it: words 2c and 2c + 1 of <see cref="Bits"/>.
    /// </summary>
    public static ulong Bits64(ulong seed, ulong stream, ulong counter)
    {
        RandomBlock block = BlockAt(seed, stream, counter >> 1);
        return (counter & 1) == 0 ? block.W0 | ((ulong)block.W1 << 32) : block.W2 | ((ulong)block.W3 << 32);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-24.</summary>
    public static float UniformFloat(ulong seed, ulong stream, ulong counter) =>
        (Bits(seed, stream, counter) >> 8) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public static double UniformDouble(ulong seed, ulong stream, ulong counter) =>
        (Bits64(seed, stream, counter) >> 11) * (1.0 / (1L << 53));

    /// <summary>True with the given probability, to a multiple of 2^-32.</summary>
    public static bool Bernoulli(ulong seed, ulong stream, ulong counter, double probability) =>
        Bits(seed, stream, counter) < Threshold(probability);

    /// <summary>Uniform in [0, bound), with a bias below bound / 2^64.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="counter">The place in the stream.</param>
    /// <param name="bound">The exclusive upper bound, at least 1.</param>
    public static int Integer(ulong seed, ulong stream, ulong counter, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(Bits64(seed, stream, counter), (ulong)bound, out _);
    }

    /// <summary>Permutes a span (Fisher and Yates): a function of its length, the seed and the stream.</summary>
    public static void Shuffle<T>(Span<T> items, ulong seed, ulong stream)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Integer(seed, stream, (ulong)i, i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Number of 32-bit words, out of 2^32, that make an event of this probability true.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public static ulong Threshold(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
        return (ulong)((probability * 4294967296.0) + 0.5);
    }

    private static RandomBlock BlockAt(ulong seed, ulong stream, ulong index) =>
        Block(seed, new RandomBlock((uint)index, (uint)(index >> 32), (uint)stream, (uint)(stream >> 32)));
}
