using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Masks of dropout and zoneout, as a function of (seed, step, site, row in the batch as given, t, unit) alone: whoever
/// computes a part of a mask, on whatever device, gets the same numbers.
/// </summary>
public static class DropoutMask
{
    private const int VectorUnits = 16;

    /// <summary>The key of one site in one training step; pass it to the other methods.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">The training step.</param>
    /// <param name="site">The site's index in <see cref="ModelInfo.DropoutSites"/>.</param>
    public static ulong Key(ulong seed, long step, int site) =>
        CounterRandom.DeriveKey(seed, RandomPurpose.Dropout, (ulong)step, (uint)site);

    /// <summary>The 32 bits of one unit: word (unit mod 4) of Philox at (unit / 4, t, row, 0).</summary>
    public static uint Bits(ulong key, int row, int t, int unit) =>
        CounterRandom.Block(key, new RandomBlock((uint)unit >> 2, (uint)t, (uint)row, 0))[unit & 3];

    /// <summary>
    /// Fills a mask: a unit is hit with probability <paramref name="rate"/>. Inverted dropout gives 0 where hit and
    /// 1 / (1 - rate) elsewhere; zoneout gives 1 where hit (the old value stays) and 0 elsewhere.
    /// </summary>
    /// <param name="mask">Receives units <paramref name="firstUnit"/> onward of one row and step.</param>
    /// <param name="key">From <see cref="Key"/>.</param>
    /// <param name="row">The row in the batch as given.</param>
    /// <param name="t">The step; 0 for a site with one mask a sequence.</param>
    /// <param name="rate">The probability in [0, 1].</param>
    /// <param name="kind">What the mask multiplies.</param>
    /// <param name="firstUnit">The first unit, a multiple of 4.</param>
    public static void Fill<T>(
        Span<T> mask, ulong key, int row, int t, double rate, DropoutKind kind = DropoutKind.Inverted,
        int firstUnit = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if ((firstUnit & 3) != 0)
            throw new ArgumentException($"The first unit must be a multiple of 4, not {firstUnit}.", nameof(firstUnit));
        ulong threshold = CounterRandom.Threshold(rate);
        (T hit, T miss) = Values<T>(rate, kind);
        var counter = new RandomBlock((uint)firstUnit >> 2, (uint)t, (uint)row, 0);
        int done = Avx2.IsSupported ? FillVectors(mask, key, counter, threshold, hit, miss) : 0;
        FillBlocks(mask[done..], key, counter with { W0 = counter.W0 + ((uint)done >> 2) }, threshold, hit, miss);
    }

    /// <summary>What a mask holds where a unit is hit, and elsewhere.</summary>
    internal static (T Hit, T Miss) Values<T>(double rate, DropoutKind kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T kept = rate >= 1 ? T.Zero : T.CreateTruncating(1 / (1 - rate));
        return kind == DropoutKind.Zoneout ? (T.One, T.Zero) : (T.Zero, kept);
    }

    private static void FillBlocks<T>(Span<T> mask, ulong key, RandomBlock counter, ulong threshold, T hit, T miss)
        where T : unmanaged
    {
        while (mask.Length >= 4)
        {
            RandomBlock word = CounterRandom.Block(key, counter);
            mask[0] = word.W0 < threshold ? hit : miss;
            mask[1] = word.W1 < threshold ? hit : miss;
            mask[2] = word.W2 < threshold ? hit : miss;
            mask[3] = word.W3 < threshold ? hit : miss;
            mask = mask[4..];
            counter = counter with { W0 = counter.W0 + 1 };
        }

        if (mask.IsEmpty)
            return;
        RandomBlock last = CounterRandom.Block(key, counter);
        for (int i = 0; i < mask.Length; i++)
            mask[i] = last[i] < threshold ? hit : miss;
    }

    /// <summary>Four blocks at a time, one 32-bit word in each 64-bit lane; returns the units done.</summary>
    [SkipLocalsInit]
    private static unsafe int FillVectors<T>(
        Span<T> mask, ulong key, RandomBlock counter, ulong threshold, T hit, T miss)
        where T : unmanaged
    {
        uint* words = stackalloc uint[VectorUnits];
        T* values = stackalloc T[2] { miss, hit };
        int units = mask.Length / VectorUnits * VectorUnits;
        for (int i = 0; i < units; i += VectorUnits)
        {
            FourBlocks(words, key, counter with { W0 = counter.W0 + ((uint)i >> 2) });
            Span<T> part = mask.Slice(i, VectorUnits);
            for (int unit = 0; unit < part.Length; unit++)
            {
                // NOTE: a lookup, since a branch on random bits is mispredicted all the time.
                bool isHit = words[unit] < threshold;
                part[unit] = values[Unsafe.BitCast<bool, byte>(isHit)];
            }
        }

        return units;
    }

    /// <summary>The 16 words of the four blocks from <paramref name="counter"/> on, in order.</summary>
    private static unsafe void FourBlocks(uint* words, ulong key, RandomBlock counter)
    {
        // NOTE: the high half of a lane holds rubbish: the multiplication ignores it and the reader skips it.
        Vector256<ulong> c0 = Vector256.Create((ulong)counter.W0, counter.W0 + 1, counter.W0 + 2, counter.W0 + 3);
        Vector256<ulong> c1 = Vector256.Create((ulong)counter.W1);
        Vector256<ulong> c2 = Vector256.Create((ulong)counter.W2);
        Vector256<ulong> c3 = Vector256.Create((ulong)counter.W3);
        Vector256<uint> m0 = Vector256.Create((ulong)CounterRandom.Multiplier0).AsUInt32();
        Vector256<uint> m1 = Vector256.Create((ulong)CounterRandom.Multiplier1).AsUInt32();
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < CounterRandom.Rounds; round++)
        {
            Vector256<ulong> p0 = Avx2.Multiply(c0.AsUInt32(), m0);
            Vector256<ulong> p1 = Avx2.Multiply(c2.AsUInt32(), m1);
            c0 = (p1 >>> 32) ^ c1 ^ Vector256.Create((ulong)k0);
            c1 = p1;
            c2 = (p0 >>> 32) ^ c3 ^ Vector256.Create((ulong)k1);
            c3 = p0;
            k0 += CounterRandom.Weyl0;
            k1 += CounterRandom.Weyl1;
        }

        Vector256<ulong> lowHalf = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> first = (c0 & lowHalf) | (c1 << 32); // words 0 and 1 of blocks 0 to 3
        Vector256<ulong> second = (c2 & lowHalf) | (c3 << 32); // words 2 and 3
        Vector256<uint> even = Avx2.UnpackLow(first, second).AsUInt32(); // blocks 0 and 2
        Vector256<uint> odd = Avx2.UnpackHigh(first, second).AsUInt32(); // blocks 1 and 3
        even.GetLower().Store(words);
        odd.GetLower().Store(words + 4);
        even.GetUpper().Store(words + 8);
        odd.GetUpper().Store(words + 12);
    }
}
