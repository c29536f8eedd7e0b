using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static RnnGen.Simd.DoubleConstants;

namespace RnnGen.Simd;

/// <summary>
/// Elementary functions of a 512-bit register of doubles. The text is the same in every width, so that a lane's bits
/// do not
/// depend on it; raw intrinsics, because the JIT stops inlining in a kernel that calls some hundreds of small methods.
/// </summary>
/// <remarks>Max(limit, x) and Min(limit, x) give x where x is NaN: the order of the operands matters.</remarks>
internal static class Double512
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) =>
        ExpBounded(Avx512F.Max(Vector512.Create(ExpLowest), Avx512F.Min(Vector512.Create(ExpHighest), x)));

    /// <summary>1 / (1 + e^-x), from e^-|x|, so that the far tail keeps its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x)
    {
        Vector512<double> e = ExpBounded(Avx512F.Max(Vector512.Create(ExpLowest), (x | Vector512.Create(-0.0))));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<double>.Zero), Vector512.Create(1d), e)
            / (e + Vector512.Create(1d));
    }

    /// <summary>tanh x = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps its digits near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        Vector512<double> y = Avx512F.Max(Vector512.Create(TanhLowest), Vector512.Create(-2d) * Vector512.Abs(x));
        Vector512<double> t = Avx512F.FusedMultiplyAdd(y, Vector512.Create(Log2E), Vector512.Create(Shifter));
        Vector512<double> n = t - Vector512.Create(Shifter);
        Vector512<double> r = Avx512F.FusedMultiplyAdd(n, Vector512.Create(MinusLn2Low),
            Avx512F.FusedMultiplyAdd(n, Vector512.Create(MinusLn2High), y));
        Vector512<double> s = ((t.AsInt64() << MantissaBits) + Vector512.Create(OneBits)).AsDouble(); // 2^n
        Vector512<double> m = Avx512F.FusedMultiplyAdd(ExpMinusOne(r), s, s - Vector512.Create(1d));
        return Vector512.ConditionalSelect(Vector512.Create(-0.0), x, m / (m + Vector512.Create(2d)));
    }

    /// <summary>log(1 + e^x) = max(x, 0) + 2 atanh(v / 2) with v = e / (1 + e / 2) and e = e^-|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Softplus(Vector512<double> x)
    {
        Vector512<double> e = ExpBounded(Avx512F.Max(Vector512.Create(ExpLowest), (x | Vector512.Create(-0.0))));
        Vector512<double> v = e / Avx512F.FusedMultiplyAdd(e, Vector512.Create(0.5), Vector512.Create(1d));
        Vector512<double> z = v * v;
        Vector512<double> p = Avx512F.FusedMultiplyAdd(Vector512.Create(Softplus10), z, Vector512.Create(Softplus9));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus8));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus7));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus6));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus5));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus4));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus3));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus2));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus1));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Softplus0));
        return Avx512F.FusedMultiplyAdd(v, p, Avx512F.Max(Vector512<double>.Zero, x));
    }

    /// <summary>log x = e log 2 + log m with m in [sqrt 1/2, sqrt 2) and f = m - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<double> scaled = Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Create(Smallest), x),
            x * Vector512.Create(DenormalScale), x);
        Vector512<double> shift = Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Create(Smallest), x),
            Vector512.Create(LogBias + MantissaBits), Vector512.Create(LogBias));
        Vector512<long> bits = scaled.AsInt64() + Vector512.Create(OneBits - RootHalfBits);
        Vector512<double> e = ((bits >>> MantissaBits) | Vector512.Create(ExponentBits)).AsDouble() - shift;
        Vector512<double> f = ((bits & Vector512.Create(MantissaMask)) + Vector512.Create(RootHalfBits)).AsDouble()
            - Vector512.Create(1d);
        Vector512<double> s = f / (f + Vector512.Create(2d));
        Vector512<double> z = s * s;
        Vector512<double> p = Avx512F.FusedMultiplyAdd(Vector512.Create(Log6), z, Vector512.Create(Log5));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Log4));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Log3));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Log2));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Log1));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Log0));
        Vector512<double> half = Vector512.Create(0.5) * f * f;
        Vector512<double> low = Avx512F.FusedMultiplyAdd(s, Avx512F.FusedMultiplyAdd(z, p, half),
            e * Vector512.Create(Ln2Low));
        Vector512<double> y = Avx512F.FusedMultiplyAdd(e, Vector512.Create(Ln2High), f - (half - low));
        y = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<double>.Zero), y,
            Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero),
            Vector512.Create(double.NegativeInfinity), Vector512.Create(double.NaN)));
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512.Create(double.PositiveInfinity)), x, y);
    }

    /// <summary>erf x: x P(x^2) below 1, 1 - e^(-x^2) t Q(t) with t = 1 / (|x| + 3) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Erf(Vector512<double> x)
    {
        Vector512<double> z = x * x;
        Vector512<double> p = Avx512F.FusedMultiplyAdd(Vector512.Create(Erf11), z, Vector512.Create(Erf10));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf9));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf8));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf7));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf6));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf5));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf4));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf3));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf2));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf1));
        p = Avx512F.FusedMultiplyAdd(p, z, Vector512.Create(Erf0));
        Vector512<double> a = Avx512F.Min(Vector512.Create(ErfHighest), Vector512.Abs(x));
        Vector512<double> t = Vector512.Create(1d) / (a + Vector512.Create(ErfOffset));
        Vector512<double> q = Avx512F.FusedMultiplyAdd(Vector512.Create(ErfTail13), t, Vector512.Create(ErfTail12));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail11));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail10));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail9));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail8));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail7));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail6));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail5));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail4));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail3));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail2));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail1));
        q = Avx512F.FusedMultiplyAdd(q, t, Vector512.Create(ErfTail0));
        Vector512<double> above = Vector512.Create(1d) - (ExpBounded(-a * a) * t * q);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Create(1d), Vector512.Abs(x)), x * p,
            Vector512.ConditionalSelect(Vector512.Create(-0.0), x, above));
    }

    /// <summary>e^x = 2^n e^r for a NaN or an x between ExpLowest and ExpHighest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpBounded(Vector512<double> x)
    {
        Vector512<double> t = Avx512F.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Shifter));
        Vector512<double> n = t - Vector512.Create(Shifter);
        Vector512<double> r = Avx512F.FusedMultiplyAdd(n, Vector512.Create(MinusLn2Low),
            Avx512F.FusedMultiplyAdd(n, Vector512.Create(MinusLn2High), x));
        Vector512<double> y = ExpMinusOne(r) + Vector512.Create(1d);
        return Avx512F.Scale(y, n);
    }

    /// <summary>e^r - 1 for |r| up to log(2) / 2 and a little: r + r^2 q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpMinusOne(Vector512<double> r)
    {
        Vector512<double> r2 = r * r;
        Vector512<double> r4 = r2 * r2;
        Vector512<double> q = Avx512F.FusedMultiplyAdd(Vector512.Create(Exp9), r, Vector512.Create(Exp8));
        q = Avx512F.FusedMultiplyAdd(Vector512.Create(Exp10), r2, q);
        Vector512<double> middle = Avx512F.FusedMultiplyAdd(Avx512F.FusedMultiplyAdd(Vector512.Create(Exp7), r,
            Vector512.Create(Exp6)), r2, Avx512F.FusedMultiplyAdd(Vector512.Create(Exp5), r, Vector512.Create(Exp4)));
        Vector512<double> low = Avx512F.FusedMultiplyAdd(Avx512F.FusedMultiplyAdd(Vector512.Create(Exp3), r,
            Vector512.Create(Exp2)), r2, Avx512F.FusedMultiplyAdd(Vector512.Create(Exp1), r, Vector512.Create(Exp0)));
        q = Avx512F.FusedMultiplyAdd(Avx512F.FusedMultiplyAdd(q, r4, middle), r4, low);
        return Avx512F.FusedMultiplyAdd(r2, q, r);
    }
}
