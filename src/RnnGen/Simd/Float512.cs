using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static RnnGen.Simd.FloatConstants;

namespace RnnGen.Simd;

/// <summary>
/// Elementary functions of a 512-bit register of floats. The text is the same in every width, so that a lane's bits
/// do not
/// depend on it; raw intrinsics, because the JIT stops inlining in a kernel that calls some hundreds of small methods.
/// </summary>
/// <remarks>Max(limit, x) and Min(limit, x) give x where x is NaN: the order of the operands matters.</remarks>
internal static class Float512
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) =>
        ExpBounded(Avx512F.Max(Vector512.Create(ExpLowest), Avx512F.Min(Vector512.Create(ExpHighest), x)));

    /// <summary>
    /// e^x of an x that is not positive, 0 below <see cref="ExpNegligible"/>: the bits of <see cref="Exp"/> at half
    /// its price, since 2^n is a normal number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpOfNegative(Vector512<float> x)
    {
        Vector512<float> t = Avx512F.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Shifter));
        Vector512<float> n = t - Vector512.Create(Shifter);
        Vector512<float> r = Avx512F.FusedMultiplyAdd(n, Vector512.Create(MinusLn2Low),
            Avx512F.FusedMultiplyAdd(n, Vector512.Create(MinusLn2High), x));
        Vector512<float> s = ((t.AsInt32() << MantissaBits) + Vector512.Create(OneBits)).AsSingle(); // 2^n
        return Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Create(ExpNegligible), x),
            Vector512<float>.Zero,
            Avx512F.FusedMultiplyAdd(ExpMinusOne(r), s, s));
    }

    /// <summary>
    /// 1 / (1 + e^-x), from e = e^-|x| = s + s (e^r - 1), so that the far tail keeps its digits; it ends at e^-87,
    /// before numbers become denormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        Vector512<float> y = Avx512F.Max(Vector512.Create(SigmoidLowest), x | Vector512.Create(-0f));
        Vector512<float> t = Avx512F.FusedMultiplyAdd(y, Vector512.Create(Log2E), Vector512.Create(Shifter));
        Vector512<float> r = Avx512F.FusedMultiplyAdd(t - Vector512.Create(Shifter), Vector512.Create(MinusLn2), y);
        Vector512<float> s = ((t.AsInt32() << MantissaBits) + Vector512.Create(OneBits)).AsSingle(); // 2^n
        Vector512<float> e = Avx512F.FusedMultiplyAdd(ExpMinusOne(r), s, s);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512.Create(1f), e)
            / (e + Vector512.Create(1f));
    }

    /// <summary>tanh x = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps its digits near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> y = Avx512F.Max(Vector512.Create(TanhLowest), x | Vector512.Create(-0f));
        Vector512<float> t = Avx512F.FusedMultiplyAdd(y, Vector512.Create(TwoLog2E), Vector512.Create(Shifter));
        Vector512<float> r = Avx512F.FusedMultiplyAdd(t - Vector512.Create(Shifter), Vector512.Create(MinusLn2), y + y);
        Vector512<float> s = ((t.AsInt32() << MantissaBits) + Vector512.Create(OneBits)).AsSingle(); // 2^n
        Vector512<float> m = Avx512F.FusedMultiplyAdd(ExpMinusOne(r), s, s - Vector512.Create(1f));
        return Vector512.ConditionalSelect(Vector512.Create(-0f), x, m / (m + Vector512.Create(2f)));
    }

    /// <summary>log(1 + e^x) = max(x, 0) + 2 atanh(v / 2) with v = e / (1 + e / 2) and e = e^-|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
    {
        Vector512<float> e = ExpBounded(Avx512F.Max(Vector512.Create(ExpLowest), (x | Vector512.Create(-0f))));
        Vector512<float> v = e / Avx512F.FusedMultiplyAdd(e, Vector512.Create(0.5f), Vector512.Create(1f));
        Vector512<float> z = v * v;
        Vector512<float> p = Avx512F.FusedMultiplyAdd(Vector512.Create(Softplus4), z, Vector512.Create(Softplus3));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus2));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus1));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus0));
        return Avx512F.FusedMultiplyAdd(v, p, Avx512F.Max(Vector512<float>.Zero, x));
    }

    /// <summary>log x = e log 2 + log m with m in [sqrt 1/2, sqrt 2) and f = m - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<float> scaled = Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Create(Smallest), x),
            x * Vector512.Create(DenormalScale), x);
        Vector512<float> shift = Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Create(Smallest), x),
            Vector512.Create(LogBias + MantissaBits), Vector512.Create(LogBias));
        Vector512<int> bits = scaled.AsInt32() + Vector512.Create(OneBits - RootHalfBits);
        Vector512<float> e = ((bits >>> MantissaBits) | Vector512.Create(ExponentBits)).AsSingle() - shift;
        Vector512<float> f = ((bits & Vector512.Create(MantissaMask)) + Vector512.Create(RootHalfBits)).AsSingle()
            - Vector512.Create(1f);
        Vector512<float> s = f / (f + Vector512.Create(2f));
        Vector512<float> z = s * s;
        Vector512<float> p = Avx512F.FusedMultiplyAdd(Vector512.Create(Log2), z, Vector512.Create(Log1));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Log0));
        Vector512<float> half = Vector512.Create(0.5f) * f * f;
        Vector512<float> low = Avx512F.FusedMultiplyAdd(s, Avx512F.FusedMultiplyAdd(z, p, half),
            e * Vector512.Create(Ln2Low));
        Vector512<float> y = Avx512F.FusedMultiplyAdd(e, Vector512.Create(Ln2High), f - (half - low));
        y = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), y,
            Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero),
            Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NaN)));
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512.Create(float.PositiveInfinity)), x, y);
    }

    /// <summary>erf x: x P(x^2) below 1, 1 - e^(-x^2) t Q(t) with t = 1 / (|x| + 2) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        Vector512<float> z = x * x;
        Vector512<float> p = Avx512F.FusedMultiplyAdd(Vector512.Create(Erf6), z, Vector512.Create(Erf5));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf4));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf3));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf2));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf1));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf0));
        Vector512<float> a = Avx512F.Min(Vector512.Create(ErfHighest), Vector512.Abs(x));
        Vector512<float> t = Vector512.Create(1f) / (a + Vector512.Create(ErfOffset));
        Vector512<float> q = Avx512F.FusedMultiplyAdd(Vector512.Create(ErfTail5), t, Vector512.Create(ErfTail4));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail3));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail2));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail1));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail0));
        Vector512<float> above = Vector512.Create(1f) - (ExpBounded(-a * a) * t * q);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Create(1f), Vector512.Abs(x)), x * p,
            Vector512.ConditionalSelect(Vector512.Create(-0f), x, above));
    }

    /// <summary>e^x = 2^n e^r for a NaN or an x between ExpLowest and ExpHighest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpBounded(Vector512<float> x)
    {
        Vector512<float> t = Avx512F.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Shifter));
        Vector512<float> n = t - Vector512.Create(Shifter);
        Vector512<float> r = Avx512F.FusedMultiplyAdd(n, Vector512.Create(MinusLn2Low),
            Avx512F.FusedMultiplyAdd(n, Vector512.Create(MinusLn2High), x));
        Vector512<float> y = ExpMinusOne(r) + Vector512.Create(1f);
        return Avx512F.Scale(y, n);
    }

    /// <summary>e^r - 1 for |r| up to log(2) / 2 and a little: r + r^2 q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpMinusOne(Vector512<float> r)
    {
        Vector512<float> r2 = r * r;
        Vector512<float> q = Avx512F.FusedMultiplyAdd(Vector512.Create(Exp3), r, Vector512.Create(Exp2));
        q = Avx512F.FusedMultiplyAdd(Vector512.Create(Exp4), r2, q);
        q = Avx512F.FusedMultiplyAdd(r2, q,
            Avx512F.FusedMultiplyAdd(Vector512.Create(Exp1), r, Vector512.Create(Exp0)));
        return Avx512F.FusedMultiplyAdd(r2, q, r);
    }
}
