using System.Runtime.Intrinsics;
using static RnnGen.Simd.FloatConstants;

namespace RnnGen.Simd;

/// <summary>
/// Elementary functions of a 128-bit register of floats. The text is the same in every width, so that a lane's bits
/// do not
/// depend on it; raw intrinsics, because the JIT stops inlining in a kernel that calls some hundreds of small methods.
/// </summary>
/// <remarks>Max(limit, x) and Min(limit, x) give x where x is NaN: the order of the operands matters.</remarks>
internal static class Float128
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) =>
        ExpBounded(Lanes128.Max(Vector128.Create(ExpLowest), Lanes128.Min(Vector128.Create(ExpHighest), x)));

    /// <summary>
    /// e^x of an x that is not positive, 0 below <see cref="ExpNegligible"/>: the bits of <see cref="Exp"/> at half
    /// its price, since 2^n is a normal number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ExpOfNegative(Vector128<float> x)
    {
        Vector128<float> t = Lanes128.MultiplyAdd(x, Vector128.Create(Log2E), Vector128.Create(Shifter));
        Vector128<float> n = t - Vector128.Create(Shifter);
        Vector128<float> r = Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2Low),
            Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2High), x));
        Vector128<float> s = ((t.AsInt32() << MantissaBits) + Vector128.Create(OneBits)).AsSingle(); // 2^n
        return Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.Create(ExpNegligible), x),
            Vector128<float>.Zero,
            Lanes128.MultiplyAdd(ExpMinusOne(r), s, s));
    }

    /// <summary>
    /// 1 / (1 + e^-x), from e = e^-|x| = s + s (e^r - 1), so that the far tail keeps its digits; it ends at e^-87,
    /// before numbers become denormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x)
    {
        Vector128<float> y = Lanes128.Max(Vector128.Create(SigmoidLowest), x | Vector128.Create(-0f));
        Vector128<float> t = Lanes128.MultiplyAdd(y, Vector128.Create(Log2E), Vector128.Create(Shifter));
        Vector128<float> n = t - Vector128.Create(Shifter);
        Vector128<float> r = Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2Low),
            Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2High), y)); // without FMA one product would round
        Vector128<float> s = ((t.AsInt32() << MantissaBits) + Vector128.Create(OneBits)).AsSingle(); // 2^n
        Vector128<float> e = Lanes128.MultiplyAdd(ExpMinusOne(r), s, s);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), Vector128.Create(1f), e)
            / (e + Vector128.Create(1f));
    }

    /// <summary>tanh x = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps its digits near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x)
    {
        Vector128<float> y = Lanes128.Max(Vector128.Create(TanhLowest), x | Vector128.Create(-0f));
        Vector128<float> t = Lanes128.MultiplyAdd(y, Vector128.Create(TwoLog2E), Vector128.Create(Shifter));
        Vector128<float> r = Lanes128.MultiplyAdd(t - Vector128.Create(Shifter), Vector128.Create(MinusLn2), y + y);
        Vector128<float> s = ((t.AsInt32() << MantissaBits) + Vector128.Create(OneBits)).AsSingle(); // 2^n
        Vector128<float> m = Lanes128.MultiplyAdd(ExpMinusOne(r), s, s - Vector128.Create(1f));
        return Vector128.ConditionalSelect(Vector128.Create(-0f), x, m / (m + Vector128.Create(2f)));
    }

    /// <summary>log(1 + e^x) = max(x, 0) + 2 atanh(v / 2) with v = e / (1 + e / 2) and e = e^-|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x)
    {
        Vector128<float> e = ExpBounded(Lanes128.Max(Vector128.Create(ExpLowest), (x | Vector128.Create(-0f))));
        Vector128<float> v = e / Lanes128.MultiplyAdd(e, Vector128.Create(0.5f), Vector128.Create(1f));
        Vector128<float> z = v * v;
        Vector128<float> p = Lanes128.MultiplyAdd(Vector128.Create(Softplus4), z, Vector128.Create(Softplus3));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus2));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus1));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus0));
        return Lanes128.MultiplyAdd(v, p, Lanes128.Max(Vector128<float>.Zero, x));
    }

    /// <summary>log x = e log 2 + log m with m in [sqrt 1/2, sqrt 2) and f = m - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x)
    {
        Vector128<float> scaled = Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.Create(Smallest), x),
            x * Vector128.Create(DenormalScale), x);
        Vector128<float> shift = Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.Create(Smallest), x),
            Vector128.Create(LogBias + MantissaBits), Vector128.Create(LogBias));
        Vector128<int> bits = scaled.AsInt32() + Vector128.Create(OneBits - RootHalfBits);
        Vector128<float> e = ((bits >>> MantissaBits) | Vector128.Create(ExponentBits)).AsSingle() - shift;
        Vector128<float> f = ((bits & Vector128.Create(MantissaMask)) + Vector128.Create(RootHalfBits)).AsSingle()
            - Vector128.Create(1f);
        Vector128<float> s = f / (f + Vector128.Create(2f));
        Vector128<float> z = s * s;
        Vector128<float> p = Lanes128.MultiplyAdd(Vector128.Create(Log2), z, Vector128.Create(Log1));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Log0));
        Vector128<float> half = Vector128.Create(0.5f) * f * f;
        Vector128<float> low = Lanes128.MultiplyAdd(s, Lanes128.MultiplyAdd(z, p, half), e * Vector128.Create(Ln2Low));
        Vector128<float> y = Lanes128.MultiplyAdd(e, Vector128.Create(Ln2High), f - (half - low));
        y = Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), y,
            Vector128.ConditionalSelect(Vector128.Equals(x, Vector128<float>.Zero),
            Vector128.Create(float.NegativeInfinity), Vector128.Create(float.NaN)));
        return Vector128.ConditionalSelect(Vector128.Equals(x, Vector128.Create(float.PositiveInfinity)), x, y);
    }

    /// <summary>erf x: x P(x^2) below 1, 1 - e^(-x^2) t Q(t) with t = 1 / (|x| + 2) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x)
    {
        Vector128<float> z = x * x;
        Vector128<float> p = Lanes128.MultiplyAdd(Vector128.Create(Erf6), z, Vector128.Create(Erf5));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf4));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf3));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf2));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf1));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf0));
        Vector128<float> a = Lanes128.Min(Vector128.Create(ErfHighest), Vector128.Abs(x));
        Vector128<float> t = Vector128.Create(1f) / (a + Vector128.Create(ErfOffset));
        Vector128<float> q = Lanes128.MultiplyAdd(Vector128.Create(ErfTail5), t, Vector128.Create(ErfTail4));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail3));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail2));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail1));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail0));
        Vector128<float> above = Vector128.Create(1f) - (ExpBounded(-a * a) * t * q);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.Create(1f), Vector128.Abs(x)), x * p,
            Vector128.ConditionalSelect(Vector128.Create(-0f), x, above));
    }

    /// <summary>e^x = 2^n e^r for a NaN or an x between ExpLowest and ExpHighest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ExpBounded(Vector128<float> x)
    {
        Vector128<float> t = Lanes128.MultiplyAdd(x, Vector128.Create(Log2E), Vector128.Create(Shifter));
        Vector128<float> n = t - Vector128.Create(Shifter);
        Vector128<float> r = Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2Low),
            Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2High), x));
        Vector128<float> y = ExpMinusOne(r) + Vector128.Create(1f);
        // Two factors, because 2^n itself may not be a normal number; only the second product rounds.
        Vector128<float> half = Lanes128.MultiplyAdd(n, Vector128.Create(0.5f), Vector128.Create(Shifter));
        Vector128<float> rest = n - (half - Vector128.Create(Shifter)) + Vector128.Create(Shifter);
        y *= ((half.AsInt32() << MantissaBits) + Vector128.Create(OneBits)).AsSingle();
        return y * ((rest.AsInt32() << MantissaBits) + Vector128.Create(OneBits)).AsSingle();
    }

    /// <summary>e^r - 1 for |r| up to log(2) / 2 and a little: r + r^2 q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ExpMinusOne(Vector128<float> r)
    {
        Vector128<float> r2 = r * r;
        Vector128<float> q = Lanes128.MultiplyAdd(Vector128.Create(Exp3), r, Vector128.Create(Exp2));
        q = Lanes128.MultiplyAdd(Vector128.Create(Exp4), r2, q);
        q = Lanes128.MultiplyAdd(r2, q, Lanes128.MultiplyAdd(Vector128.Create(Exp1), r, Vector128.Create(Exp0)));
        return Lanes128.MultiplyAdd(r2, q, r);
    }
}
