using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static RnnGen.Simd.DoubleConstants;

namespace RnnGen.Simd;

/// <summary>
/// Elementary functions of a 256-bit register of doubles. The text is the same in every width, so that a lane's bits
/// do not
/// depend on it; raw intrinsics, because the JIT stops inlining in a kernel that calls some hundreds of small methods.
/// </summary>
/// <remarks>Max(limit, x) and Min(limit, x) give x where x is NaN: the order of the operands matters.</remarks>
internal static class Double256
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) =>
        ExpBounded(Avx.Max(Vector256.Create(ExpLowest), Avx.Min(Vector256.Create(ExpHighest), x)));

    /// <summary>1 / (1 + e^-x), from e^-|x|, so that the far tail keeps its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sigmoid(Vector256<double> x)
    {
        Vector256<double> e = ExpBounded(Avx.Max(Vector256.Create(ExpLowest), (x | Vector256.Create(-0.0))));
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<double>.Zero), Vector256.Create(1d), e)
            / (e + Vector256.Create(1d));
    }

    /// <summary>tanh x = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps its digits near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> x)
    {
        Vector256<double> y = Avx.Max(Vector256.Create(TanhLowest), Vector256.Create(-2d) * Vector256.Abs(x));
        Vector256<double> t = Fma.MultiplyAdd(y, Vector256.Create(Log2E), Vector256.Create(Shifter));
        Vector256<double> n = t - Vector256.Create(Shifter);
        Vector256<double> r = Fma.MultiplyAdd(n, Vector256.Create(MinusLn2Low),
            Fma.MultiplyAdd(n, Vector256.Create(MinusLn2High), y));
        Vector256<double> s = ((t.AsInt64() << MantissaBits) + Vector256.Create(OneBits)).AsDouble(); // 2^n
        Vector256<double> m = Fma.MultiplyAdd(ExpMinusOne(r), s, s - Vector256.Create(1d));
        return Vector256.ConditionalSelect(Vector256.Create(-0.0), x, m / (m + Vector256.Create(2d)));
    }

    /// <summary>log(1 + e^x) = max(x, 0) + 2 atanh(v / 2) with v = e / (1 + e / 2) and e = e^-|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Softplus(Vector256<double> x)
    {
        Vector256<double> e = ExpBounded(Avx.Max(Vector256.Create(ExpLowest), (x | Vector256.Create(-0.0))));
        Vector256<double> v = e / Fma.MultiplyAdd(e, Vector256.Create(0.5), Vector256.Create(1d));
        Vector256<double> z = v * v;
        Vector256<double> p = Fma.MultiplyAdd(Vector256.Create(Softplus10), z, Vector256.Create(Softplus9));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus8));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus7));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus6));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus5));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus4));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus3));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus2));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus1));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Softplus0));
        return Fma.MultiplyAdd(v, p, Avx.Max(Vector256<double>.Zero, x));
    }

    /// <summary>log x = e log 2 + log m with m in [sqrt 1/2, sqrt 2) and f = m - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        Vector256<double> scaled = Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Create(Smallest), x),
            x * Vector256.Create(DenormalScale), x);
        Vector256<double> shift = Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Create(Smallest), x),
            Vector256.Create(LogBias + MantissaBits), Vector256.Create(LogBias));
        Vector256<long> bits = scaled.AsInt64() + Vector256.Create(OneBits - RootHalfBits);
        Vector256<double> e = ((bits >>> MantissaBits) | Vector256.Create(ExponentBits)).AsDouble() - shift;
        Vector256<double> f = ((bits & Vector256.Create(MantissaMask)) + Vector256.Create(RootHalfBits)).AsDouble()
            - Vector256.Create(1d);
        Vector256<double> s = f / (f + Vector256.Create(2d));
        Vector256<double> z = s * s;
        Vector256<double> p = Fma.MultiplyAdd(Vector256.Create(Log6), z, Vector256.Create(Log5));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Log4));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Log3));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Log2));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Log1));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Log0));
        Vector256<double> half = Vector256.Create(0.5) * f * f;
        Vector256<double> low = Fma.MultiplyAdd(s, Fma.MultiplyAdd(z, p, half), e * Vector256.Create(Ln2Low));
        Vector256<double> y = Fma.MultiplyAdd(e, Vector256.Create(Ln2High), f - (half - low));
        y = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<double>.Zero), y,
            Vector256.ConditionalSelect(Vector256.Equals(x, Vector256<double>.Zero),
            Vector256.Create(double.NegativeInfinity), Vector256.Create(double.NaN)));
        return Vector256.ConditionalSelect(Vector256.Equals(x, Vector256.Create(double.PositiveInfinity)), x, y);
    }

    /// <summary>erf x: x P(x^2) below 1, 1 - e^(-x^2) t Q(t) with t = 1 / (|x| + 3) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Erf(Vector256<double> x)
    {
        Vector256<double> z = x * x;
        Vector256<double> p = Fma.MultiplyAdd(Vector256.Create(Erf11), z, Vector256.Create(Erf10));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf9));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf8));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf7));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf6));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf5));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf4));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf3));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf2));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf1));
        p = Fma.MultiplyAdd(p, z, Vector256.Create(Erf0));
        Vector256<double> a = Avx.Min(Vector256.Create(ErfHighest), Vector256.Abs(x));
        Vector256<double> t = Vector256.Create(1d) / (a + Vector256.Create(ErfOffset));
        Vector256<double> q = Fma.MultiplyAdd(Vector256.Create(ErfTail13), t, Vector256.Create(ErfTail12));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail11));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail10));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail9));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail8));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail7));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail6));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail5));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail4));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail3));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail2));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail1));
        q = Fma.MultiplyAdd(q, t, Vector256.Create(ErfTail0));
        Vector256<double> above = Vector256.Create(1d) - (ExpBounded(-a * a) * t * q);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Create(1d), Vector256.Abs(x)), x * p,
            Vector256.ConditionalSelect(Vector256.Create(-0.0), x, above));
    }

    /// <summary>e^x = 2^n e^r for a NaN or an x between ExpLowest and ExpHighest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpBounded(Vector256<double> x)
    {
        Vector256<double> t = Fma.MultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Shifter));
        Vector256<double> n = t - Vector256.Create(Shifter);
        Vector256<double> r = Fma.MultiplyAdd(n, Vector256.Create(MinusLn2Low),
            Fma.MultiplyAdd(n, Vector256.Create(MinusLn2High), x));
        Vector256<double> y = ExpMinusOne(r) + Vector256.Create(1d);
        // Two factors, because 2^n itself may not be a normal number; only the second product rounds.
        Vector256<double> half = Fma.MultiplyAdd(n, Vector256.Create(0.5), Vector256.Create(Shifter));
        Vector256<double> rest = n - (half - Vector256.Create(Shifter)) + Vector256.Create(Shifter);
        y *= ((half.AsInt64() << MantissaBits) + Vector256.Create(OneBits)).AsDouble();
        return y * ((rest.AsInt64() << MantissaBits) + Vector256.Create(OneBits)).AsDouble();
    }

    /// <summary>e^r - 1 for |r| up to log(2) / 2 and a little: r + r^2 q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpMinusOne(Vector256<double> r)
    {
        Vector256<double> r2 = r * r;
        Vector256<double> r4 = r2 * r2;
        Vector256<double> q = Fma.MultiplyAdd(Vector256.Create(Exp9), r, Vector256.Create(Exp8));
        q = Fma.MultiplyAdd(Vector256.Create(Exp10), r2, q);
        Vector256<double> middle = Fma.MultiplyAdd(Fma.MultiplyAdd(Vector256.Create(Exp7), r, Vector256.Create(Exp6)),
            r2, Fma.MultiplyAdd(Vector256.Create(Exp5), r, Vector256.Create(Exp4)));
        Vector256<double> low = Fma.MultiplyAdd(Fma.MultiplyAdd(Vector256.Create(Exp3), r, Vector256.Create(Exp2)), r2,
            Fma.MultiplyAdd(Vector256.Create(Exp1), r, Vector256.Create(Exp0)));
        q = Fma.MultiplyAdd(Fma.MultiplyAdd(q, r4, middle), r4, low);
        return Fma.MultiplyAdd(r2, q, r);
    }
}
