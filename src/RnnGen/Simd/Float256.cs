using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static RnnGen.Simd.FloatConstants;

namespace RnnGen.Simd;

/// <summary>
/// Elementary functions of a 256-bit register of floats. The text is the same in every width, so that a lane's bits
/// do not
/// depend on it; raw intrinsics, because the JIT stops inlining in a kernel that calls some hundreds of small methods.
/// </summary>
/// <remarks>Max(limit, x) and Min(limit, x) give x where x is NaN: the order of the operands matters.</remarks>
internal static class Float256
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) =>
        ExpBounded(Avx.Max(Vector256.Create(ExpLowest), Avx.Min(Vector256.Create(ExpHighest), x)));

    /// <summary>
    /// e^x of an x that is not positive, 0 below <see cref="ExpNegligible"/>: the bits of <see cref="Exp"/> at half
    /// its price, since 2^n is a normal number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpOfNegative(Vector256<float> x)
    {
        Vector256<float> t = Fma.MultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Shifter));
        Vector256<float> n = t - Vector256.Create(Shifter);
        Vector256<float> r = Fma.MultiplyAdd(n, Vector256.Create(MinusLn2Low),
            Fma.MultiplyAdd(n, Vector256.Create(MinusLn2High), x));
        Vector256<float> s = ((t.AsInt32() << MantissaBits) + Vector256.Create(OneBits)).AsSingle(); // 2^n
        return Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Create(ExpNegligible), x),
            Vector256<float>.Zero,
            Fma.MultiplyAdd(ExpMinusOne(r), s, s));
    }

    /// <summary>
    /// 1 / (1 + e^-x), from e = e^-|x| = s + s (e^r - 1), so that the far tail keeps its digits; it ends at e^-87,
    /// before numbers become denormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
    {
        Vector256<float> y = Avx.Max(Vector256.Create(SigmoidLowest), x | Vector256.Create(-0f));
        Vector256<float> t = Fma.MultiplyAdd(y, Vector256.Create(Log2E), Vector256.Create(Shifter));
        Vector256<float> r = Fma.MultiplyAdd(t - Vector256.Create(Shifter), Vector256.Create(MinusLn2), y);
        Vector256<float> s = ((t.AsInt32() << MantissaBits) + Vector256.Create(OneBits)).AsSingle(); // 2^n
        Vector256<float> e = Fma.MultiplyAdd(ExpMinusOne(r), s, s);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), Vector256.Create(1f), e)
            / (e + Vector256.Create(1f));
    }

    /// <summary>tanh x = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps its digits near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> y = Avx.Max(Vector256.Create(TanhLowest), x | Vector256.Create(-0f));
        Vector256<float> t = Fma.MultiplyAdd(y, Vector256.Create(TwoLog2E), Vector256.Create(Shifter));
        Vector256<float> r = Fma.MultiplyAdd(t - Vector256.Create(Shifter), Vector256.Create(MinusLn2), y + y);
        Vector256<float> s = ((t.AsInt32() << MantissaBits) + Vector256.Create(OneBits)).AsSingle(); // 2^n
        Vector256<float> m = Fma.MultiplyAdd(ExpMinusOne(r), s, s - Vector256.Create(1f));
        return Vector256.ConditionalSelect(Vector256.Create(-0f), x, m / (m + Vector256.Create(2f)));
    }

    /// <summary>log(1 + e^x) = max(x, 0) + 2 atanh(v / 2) with v = e / (1 + e / 2) and e = e^-|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x)
    {
        Vector256<float> e = ExpBounded(Avx.Max(Vector256.Create(ExpLowest), (x | Vector256.Create(-0f))));
        Vector256<float> v = e / Fma.MultiplyAdd(e, Vector256.Create(0.5f), Vector256.Create(1f));
        Vector256<float> z = v * v;
        Vector256<float> p = Fma.MultiplyAdd(Vector256.Create(Softplus4), z, Vector256.Create(Softplus3));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus2));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus1));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus0));
        return Fma.MultiplyAdd(v, p, Avx.Max(Vector256<float>.Zero, x));
    }

    /// <summary>log x = e log 2 + log m with m in [sqrt 1/2, sqrt 2) and f = m - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x)
    {
        Vector256<float> scaled = Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Create(Smallest), x),
            x * Vector256.Create(DenormalScale), x);
        Vector256<float> shift = Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Create(Smallest), x),
            Vector256.Create(LogBias + MantissaBits), Vector256.Create(LogBias));
        Vector256<int> bits = scaled.AsInt32() + Vector256.Create(OneBits - RootHalfBits);
        Vector256<float> e = ((bits >>> MantissaBits) | Vector256.Create(ExponentBits)).AsSingle() - shift;
        Vector256<float> f = ((bits & Vector256.Create(MantissaMask)) + Vector256.Create(RootHalfBits)).AsSingle()
            - Vector256.Create(1f);
        Vector256<float> s = f / (f + Vector256.Create(2f));
        Vector256<float> z = s * s;
        Vector256<float> p = Fma.MultiplyAdd(Vector256.Create(Log2), z, Vector256.Create(Log1));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Log0));
        Vector256<float> half = Vector256.Create(0.5f) * f * f;
        Vector256<float> low = Fma.MultiplyAdd(s, Fma.MultiplyAdd(z, p, half), e * Vector256.Create(Ln2Low));
        Vector256<float> y = Fma.MultiplyAdd(e, Vector256.Create(Ln2High), f - (half - low));
        y = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), y,
            Vector256.ConditionalSelect(Vector256.Equals(x, Vector256<float>.Zero),
            Vector256.Create(float.NegativeInfinity), Vector256.Create(float.NaN)));
        return Vector256.ConditionalSelect(Vector256.Equals(x, Vector256.Create(float.PositiveInfinity)), x, y);
    }

    /// <summary>erf x: x P(x^2) below 1, 1 - e^(-x^2) t Q(t) with t = 1 / (|x| + 2) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x)
    {
        Vector256<float> z = x * x;
        Vector256<float> p = Fma.MultiplyAdd(Vector256.Create(Erf6), z, Vector256.Create(Erf5));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf4));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf3));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf2));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf1));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf0));
        Vector256<float> a = Avx.Min(Vector256.Create(ErfHighest), Vector256.Abs(x));
        Vector256<float> t = Vector256.Create(1f) / (a + Vector256.Create(ErfOffset));
        Vector256<float> q = Fma.MultiplyAdd(Vector256.Create(ErfTail5), t, Vector256.Create(ErfTail4));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail3));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail2));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail1));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail0));
        Vector256<float> above = Vector256.Create(1f) - (ExpBounded(-a * a) * t * q);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Create(1f), Vector256.Abs(x)), x * p,
            Vector256.ConditionalSelect(Vector256.Create(-0f), x, above));
    }

    /// <summary>e^x = 2^n e^r for a NaN or an x between ExpLowest and ExpHighest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpBounded(Vector256<float> x)
    {
        Vector256<float> t = Fma.MultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Shifter));
        Vector256<float> n = t - Vector256.Create(Shifter);
        Vector256<float> r = Fma.MultiplyAdd(n, Vector256.Create(MinusLn2Low),
            Fma.MultiplyAdd(n, Vector256.Create(MinusLn2High), x));
        Vector256<float> y = ExpMinusOne(r) + Vector256.Create(1f);
        // Two factors, because 2^n itself may not be a normal number; only the second product rounds.
        Vector256<float> half = Fma.MultiplyAdd(n, Vector256.Create(0.5f), Vector256.Create(Shifter));
        Vector256<float> rest = n - (half - Vector256.Create(Shifter)) + Vector256.Create(Shifter);
        y *= ((half.AsInt32() << MantissaBits) + Vector256.Create(OneBits)).AsSingle();
        return y * ((rest.AsInt32() << MantissaBits) + Vector256.Create(OneBits)).AsSingle();
    }

    /// <summary>e^r - 1 for |r| up to log(2) / 2 and a little: r + r^2 q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpMinusOne(Vector256<float> r)
    {
        Vector256<float> r2 = r * r;
        Vector256<float> q = Fma.MultiplyAdd(Vector256.Create(Exp3), r, Vector256.Create(Exp2));
        q = Fma.MultiplyAdd(Vector256.Create(Exp4), r2, q);
        q = Fma.MultiplyAdd(r2, q, Fma.MultiplyAdd(Vector256.Create(Exp1), r, Vector256.Create(Exp0)));
        return Fma.MultiplyAdd(r2, q, r);
    }
}
