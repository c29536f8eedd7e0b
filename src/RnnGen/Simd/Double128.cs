using System.Runtime.Intrinsics;
using static RnnGen.Simd.DoubleConstants;

namespace RnnGen.Simd;

/// <summary>
/// Elementary functions of a 128-bit register of doubles. The text is the same in every width, so that a lane's bits
/// do not
/// depend on it; raw intrinsics, because the JIT stops inlining in a kernel that calls some hundreds of small methods.
/// </summary>
/// <remarks>Max(limit, x) and Min(limit, x) give x where x is NaN: the order of the operands matters.</remarks>
internal static class Double128
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x) =>
        ExpBounded(Lanes128.Max(Vector128.Create(ExpLowest), Lanes128.Min(Vector128.Create(ExpHighest), x)));

    /// <summary>1 / (1 + e^-x), from e^-|x|, so that the far tail keeps its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sigmoid(Vector128<double> x)
    {
        Vector128<double> e = ExpBounded(Lanes128.Max(Vector128.Create(ExpLowest), (x | Vector128.Create(-0.0))));
        return Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<double>.Zero), Vector128.Create(1d), e)
            / (e + Vector128.Create(1d));
    }

    /// <summary>tanh x = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps its digits near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Tanh(Vector128<double> x)
    {
        Vector128<double> y = Lanes128.Max(Vector128.Create(TanhLowest), Vector128.Create(-2d) * Vector128.Abs(x));
        Vector128<double> t = Lanes128.MultiplyAdd(y, Vector128.Create(Log2E), Vector128.Create(Shifter));
        Vector128<double> n = t - Vector128.Create(Shifter);
        Vector128<double> r = Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2Low),
            Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2High), y));
        Vector128<double> s = ((t.AsInt64() << MantissaBits) + Vector128.Create(OneBits)).AsDouble(); // 2^n
        Vector128<double> m = Lanes128.MultiplyAdd(ExpMinusOne(r), s, s - Vector128.Create(1d));
        return Vector128.ConditionalSelect(Vector128.Create(-0.0), x, m / (m + Vector128.Create(2d)));
    }

    /// <summary>log(1 + e^x) = max(x, 0) + 2 atanh(v / 2) with v = e / (1 + e / 2) and e = e^-|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Softplus(Vector128<double> x)
    {
        Vector128<double> e = ExpBounded(Lanes128.Max(Vector128.Create(ExpLowest), (x | Vector128.Create(-0.0))));
        Vector128<double> v = e / Lanes128.MultiplyAdd(e, Vector128.Create(0.5), Vector128.Create(1d));
        Vector128<double> z = v * v;
        Vector128<double> p = Lanes128.MultiplyAdd(Vector128.Create(Softplus10), z, Vector128.Create(Softplus9));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus8));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus7));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus6));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus5));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus4));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus3));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus2));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus1));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Softplus0));
        return Lanes128.MultiplyAdd(v, p, Lanes128.Max(Vector128<double>.Zero, x));
    }

    /// <summary>log x = e log 2 + log m with m in [sqrt 1/2, sqrt 2) and f = m - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log(Vector128<double> x)
    {
        Vector128<double> scaled = Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.Create(Smallest), x),
            x * Vector128.Create(DenormalScale), x);
        Vector128<double> shift = Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.Create(Smallest), x),
            Vector128.Create(LogBias + MantissaBits), Vector128.Create(LogBias));
        Vector128<long> bits = scaled.AsInt64() + Vector128.Create(OneBits - RootHalfBits);
        Vector128<double> e = ((bits >>> MantissaBits) | Vector128.Create(ExponentBits)).AsDouble() - shift;
        Vector128<double> f = ((bits & Vector128.Create(MantissaMask)) + Vector128.Create(RootHalfBits)).AsDouble()
            - Vector128.Create(1d);
        Vector128<double> s = f / (f + Vector128.Create(2d));
        Vector128<double> z = s * s;
        Vector128<double> p = Lanes128.MultiplyAdd(Vector128.Create(Log6), z, Vector128.Create(Log5));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Log4));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Log3));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Log2));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Log1));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Log0));
        Vector128<double> half = Vector128.Create(0.5) * f * f;
        Vector128<double> low = Lanes128.MultiplyAdd(s, Lanes128.MultiplyAdd(z, p, half), e * Vector128.Create(Ln2Low));
        Vector128<double> y = Lanes128.MultiplyAdd(e, Vector128.Create(Ln2High), f - (half - low));
        y = Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<double>.Zero), y,
            Vector128.ConditionalSelect(Vector128.Equals(x, Vector128<double>.Zero),
            Vector128.Create(double.NegativeInfinity), Vector128.Create(double.NaN)));
        return Vector128.ConditionalSelect(Vector128.Equals(x, Vector128.Create(double.PositiveInfinity)), x, y);
    }

    /// <summary>erf x: x P(x^2) below 1, 1 - e^(-x^2) t Q(t) with t = 1 / (|x| + 3) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Erf(Vector128<double> x)
    {
        Vector128<double> z = x * x;
        Vector128<double> p = Lanes128.MultiplyAdd(Vector128.Create(Erf11), z, Vector128.Create(Erf10));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf9));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf8));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf7));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf6));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf5));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf4));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf3));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf2));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf1));
        p = Lanes128.MultiplyAdd(p, z, Vector128.Create(Erf0));
        Vector128<double> a = Lanes128.Min(Vector128.Create(ErfHighest), Vector128.Abs(x));
        Vector128<double> t = Vector128.Create(1d) / (a + Vector128.Create(ErfOffset));
        Vector128<double> q = Lanes128.MultiplyAdd(Vector128.Create(ErfTail13), t, Vector128.Create(ErfTail12));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail11));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail10));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail9));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail8));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail7));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail6));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail5));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail4));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail3));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail2));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail1));
        q = Lanes128.MultiplyAdd(q, t, Vector128.Create(ErfTail0));
        Vector128<double> above = Vector128.Create(1d) - (ExpBounded(-a * a) * t * q);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.Create(1d), Vector128.Abs(x)), x * p,
            Vector128.ConditionalSelect(Vector128.Create(-0.0), x, above));
    }

    /// <summary>e^x = 2^n e^r for a NaN or an x between ExpLowest and ExpHighest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ExpBounded(Vector128<double> x)
    {
        Vector128<double> t = Lanes128.MultiplyAdd(x, Vector128.Create(Log2E), Vector128.Create(Shifter));
        Vector128<double> n = t - Vector128.Create(Shifter);
        Vector128<double> r = Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2Low),
            Lanes128.MultiplyAdd(n, Vector128.Create(MinusLn2High), x));
        Vector128<double> y = ExpMinusOne(r) + Vector128.Create(1d);
        // Two factors, because 2^n itself may not be a normal number; only the second product rounds.
        Vector128<double> half = Lanes128.MultiplyAdd(n, Vector128.Create(0.5), Vector128.Create(Shifter));
        Vector128<double> rest = n - (half - Vector128.Create(Shifter)) + Vector128.Create(Shifter);
        y *= ((half.AsInt64() << MantissaBits) + Vector128.Create(OneBits)).AsDouble();
        return y * ((rest.AsInt64() << MantissaBits) + Vector128.Create(OneBits)).AsDouble();
    }

    /// <summary>e^r - 1 for |r| up to log(2) / 2 and a little: r + r^2 q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ExpMinusOne(Vector128<double> r)
    {
        Vector128<double> r2 = r * r;
        Vector128<double> r4 = r2 * r2;
        Vector128<double> q = Lanes128.MultiplyAdd(Vector128.Create(Exp9), r, Vector128.Create(Exp8));
        q = Lanes128.MultiplyAdd(Vector128.Create(Exp10), r2, q);
        Vector128<double> middle = Lanes128.MultiplyAdd(Lanes128.MultiplyAdd(Vector128.Create(Exp7), r,
            Vector128.Create(Exp6)), r2, Lanes128.MultiplyAdd(Vector128.Create(Exp5), r, Vector128.Create(Exp4)));
        Vector128<double> low = Lanes128.MultiplyAdd(Lanes128.MultiplyAdd(Vector128.Create(Exp3), r,
            Vector128.Create(Exp2)), r2, Lanes128.MultiplyAdd(Vector128.Create(Exp1), r, Vector128.Create(Exp0)));
        q = Lanes128.MultiplyAdd(Lanes128.MultiplyAdd(q, r4, middle), r4, low);
        return Lanes128.MultiplyAdd(r2, q, r);
    }
}
