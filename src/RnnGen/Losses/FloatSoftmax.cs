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
    where V : unmanaged, ISimd<V, float>
{
    private const int Block = 16;

    // Below it e^x is 0: gradients made of it would be denormal, and nothing shows beside a largest term of 1.
    private const double Lowest = -64;

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

    /// <summary>Writes e^(x - max) where a target is given, and returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Exponentials(float* x, int count, float max, float* target)
    {
        float* block = stackalloc float[Block];
        V shift = V.Create(max);
        Vector256<double> a = default, b = default, c = default, d = default;
        int i = 0;
        for (; i <= count - Block; i += Block)
        {
            float* e = target == null ? block : target + i;
            for (int k = 0; k < Block; k += V.Count)
                V.Store(e + k, ExpOfNegative(V.Load(x + i + k) - shift));
            a += Widen(e);
            b += Widen(e + 4);
            c += Widen(e + 8);
            d += Widen(e + 12);
        }

        int rest = count - i;
        if (rest > 0)
        {
            for (int k = 0; k < Block; k++)
                block[k] = k < rest ? x[i + k] : float.NegativeInfinity;
            for (int k = 0; k < Block; k += V.Count)
                V.Store(block + k, ExpOfNegative(V.Load(block + k) - shift));
            a += Widen(block);
            b += Widen(block + 4);
            c += Widen(block + 8);
            d += Widen(block + 12);
            for (int k = 0; target != null && k < rest; k++)
                target[i + k] = block[k];
        }

        Vector256<double> sums = (a + b) + (c + d);
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfNegative(V x) => V.SelectGreater(V.Constant(Lowest), x, V.Zero, V.Exp(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(float* e)
    {
        if (Avx.IsSupported)
            return Avx.ConvertToVector256Double(Vector128.Load(e));
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(Vector128.Load(e));
        return Vector256.Create(low, high);
    }
}
