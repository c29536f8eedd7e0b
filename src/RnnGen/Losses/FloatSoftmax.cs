using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RnnGen.Simd;

namespace RnnGen;

/// <summary>
/// The parts of a softmax of floats in the registers of the tier. Exponentials are the kernels'; their sum is in
/// double, lane by lane of blocks of sixteen, whatever the width of a register.
/// </summary>
/// <typeparam name="V">The register.</typeparam>
internal static unsafe class FloatSoftmax<V>
    where V : unmanaged, ISimd<V, float>, INegativeExp<V>
{
    private const int Block = 16;

    // Floats whose exponentials are added up while they are in the first-level cache.
    private const int Piece = 512;

    /// <summary>The largest number; NaN where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Maximum(float* x, int count)
    {
        float max = float.NegativeInfinity;
        int i = 0;
        if (count >= 4 * V.Count)
        {
            // four chains: a register's maximum takes longer than its load
            V a = V.Load(x), b = V.Load(x + V.Count), c = V.Load(x + (2 * V.Count)), d = V.Load(x + (3 * V.Count));
            for (i = 4 * V.Count; i <= count - (4 * V.Count); i += 4 * V.Count)
            {
                a = V.Max(a, V.Load(x + i));
                b = V.Max(b, V.Load(x + i + V.Count));
                c = V.Max(c, V.Load(x + i + (2 * V.Count)));
                d = V.Max(d, V.Load(x + i + (3 * V.Count)));
            }

            max = V.MaxAcross(V.Max(V.Max(a, b), V.Max(c, d)));
        }

        if (i <= count - V.Count)
        {
            V most = V.Load(x + i);
            for (i += V.Count; i <= count - V.Count; i += V.Count)
                most = V.Max(most, V.Load(x + i));
            max = MathF.Max(max, V.MaxAcross(most));
        }

        for (; i < count; i++)
            max = MathF.Max(max, x[i]);
        return max;
    }

    /// <summary>Writes e^(x - max) where a target is given, which may be x, and returns the sum.</summary>
    /// <remarks>
    /// In two loops and methods: the constants of one and the sums of the other do not fit in sixteen registers.
    /// </remarks>
    [SkipLocalsInit]
    public static double Exponentials(float* x, int count, float max, float* target)
    {
        float* room = stackalloc float[Piece];
        double* sums = stackalloc double[Block];
        new Span<double>(sums, Block).Clear();
        for (int i = 0; i < count; i += Piece)
        {
            int some = Math.Min(Piece, count - i);
            float* e = target == null ? room : target + i;
            if (some >= V.Count)
                Exponentials(x + i, e, some, max);
            else
                FewExponentials(x + i, e, some, max);
            Add(e, some, sums);
        }

        Vector256<double> sum = (Vector256.Load(sums) + Vector256.Load(sums + 4))
            + (Vector256.Load(sums + 8) + Vector256.Load(sums + 12));
        return (sum[0] + sum[1]) + (sum[2] + sum[3]);
    }

    /// <summary>x = x * factor - shift</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleAndShift(float* x, int count, float factor, float shift)
    {
        V f = V.Create(factor), s = V.Create(shift);
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(x + i, (V.Load(x + i) * f) - s);
        for (; i < count; i++)
            x[i] = (x[i] * factor) - shift;
    }

    // A register at least. The last one is whole, and so overlaps the one before; it is read before that is written.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exponentials(float* x, float* target, int count, float max)
    {
        V shift = V.Create(max);
        V last = V.ExpOfNegative(V.Load(x + count - V.Count) - shift);
        for (int i = 0; i < count - V.Count; i += V.Count)
            V.Store(target + i, V.ExpOfNegative(V.Load(x + i) - shift));
        V.Store(target + count - V.Count, last);
    }

    private static void FewExponentials(float* x, float* target, int count, float max)
    {
        float* padded = stackalloc float[Block];
        new Span<float>(x, count).CopyTo(new Span<float>(padded, count));
        V.Store(padded, V.ExpOfNegative(V.Load(padded) - V.Create(max)));
        new Span<float>(padded, count).CopyTo(new Span<float>(target, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* e, int count, double* sums)
    {
        Vector256<double> a = Vector256.Load(sums), b = Vector256.Load(sums + 4);
        Vector256<double> c = Vector256.Load(sums + 8), d = Vector256.Load(sums + 12);
        int i = 0;
        for (; i <= count - Block; i += Block)
        {
            a += Widen(e + i);
            b += Widen(e + i + 4);
            c += Widen(e + i + 8);
            d += Widen(e + i + 12);
        }

        a.Store(sums);
        b.Store(sums + 4);
        c.Store(sums + 8);
        d.Store(sums + 12);
        for (; i < count; i++, sums++)
            *sums += e[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(float* e)
    {
        if (Avx.IsSupported)
            return Avx.ConvertToVector256Double(Vector128.Load(e));
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(Vector128.Load(e));
        return Vector256.Create(low, high);
    }
}
