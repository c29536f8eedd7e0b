using static RnnGen.Simd.DoubleConstants;

namespace RnnGen.Simd;

/// <summary>
/// Elementary functions of one double. The text is the same in every width, so that a lane's bits do not
/// depend on it; raw intrinsics, because the JIT stops inlining in a kernel that calls some hundreds of small methods.
/// </summary>
/// <remarks>Max(limit, x) and Min(limit, x) give x where x is NaN: the order of the operands matters.</remarks>
internal static class DoubleScalar
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double x) => ExpBounded(Larger(ExpLowest, Smaller(ExpHighest, x)));

    /// <summary>1 / (1 + e^-x), from e^-|x|, so that the far tail keeps its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sigmoid(double x)
    {
        double e = ExpBounded(Larger(ExpLowest, -Math.Abs(x)));
        return OneOr(x, e) / (e + 1d);
    }

    /// <summary>tanh x = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps its digits near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tanh(double x)
    {
        double y = Larger(TanhLowest, -2d * Math.Abs(x));
        double t = (y * Log2E) + Shifter;
        double n = t - Shifter;
        double r = (n * MinusLn2Low) + ((n * MinusLn2High) + y);
        double s = BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(t) << MantissaBits) + OneBits); // 2^n
        double m = (ExpMinusOne(r) * s) + (s - 1d);
        return Math.CopySign(m / (m + 2d), x);
    }

    /// <summary>log(1 + e^x) = max(x, 0) + 2 atanh(v / 2) with v = e / (1 + e / 2) and e = e^-|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Softplus(double x)
    {
        double e = ExpBounded(Larger(ExpLowest, -Math.Abs(x)));
        double v = e / ((e * 0.5) + 1d);
        double z = v * v;
        double p = (Softplus10 * z) + Softplus9;
        p = (p * z) + Softplus8;
        p = (p * z) + Softplus7;
        p = (p * z) + Softplus6;
        p = (p * z) + Softplus5;
        p = (p * z) + Softplus4;
        p = (p * z) + Softplus3;
        p = (p * z) + Softplus2;
        p = (p * z) + Softplus1;
        p = (p * z) + Softplus0;
        return (v * p) + Larger(0d, x);
    }

    /// <summary>log x = e log 2 + log m with m in [sqrt 1/2, sqrt 2) and f = m - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x)
    {
        double scaled = Smallest > x ? x * DenormalScale : x;
        double shift = Smallest > x ? (LogBias + MantissaBits) : LogBias;
        long bits = BitConverter.DoubleToInt64Bits(scaled) + (OneBits - RootHalfBits);
        double e = BitConverter.Int64BitsToDouble((bits >>> MantissaBits) | ExponentBits) - shift;
        double f = BitConverter.Int64BitsToDouble((bits & MantissaMask) + RootHalfBits) - 1d;
        double s = f / (f + 2d);
        double z = s * s;
        double p = (Log6 * z) + Log5;
        p = (p * z) + Log4;
        p = (p * z) + Log3;
        p = (p * z) + Log2;
        p = (p * z) + Log1;
        p = (p * z) + Log0;
        double half = 0.5 * f * f;
        double low = (s * ((z * p) + half)) + (e * Ln2Low);
        double y = (e * Ln2High) + (f - (half - low));
        y = x > 0d ? y : (x == 0d ? double.NegativeInfinity : double.NaN);
        return x == double.PositiveInfinity ? x : y;
    }

    /// <summary>erf x: x P(x^2) below 1, 1 - e^(-x^2) t Q(t) with t = 1 / (|x| + 3) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Erf(double x)
    {
        double z = x * x;
        double p = (Erf11 * z) + Erf10;
        p = (p * z) + Erf9;
        p = (p * z) + Erf8;
        p = (p * z) + Erf7;
        p = (p * z) + Erf6;
        p = (p * z) + Erf5;
        p = (p * z) + Erf4;
        p = (p * z) + Erf3;
        p = (p * z) + Erf2;
        p = (p * z) + Erf1;
        p = (p * z) + Erf0;
        double a = Smaller(ErfHighest, Math.Abs(x));
        double t = 1d / (a + ErfOffset);
        double q = (ErfTail13 * t) + ErfTail12;
        q = (q * t) + ErfTail11;
        q = (q * t) + ErfTail10;
        q = (q * t) + ErfTail9;
        q = (q * t) + ErfTail8;
        q = (q * t) + ErfTail7;
        q = (q * t) + ErfTail6;
        q = (q * t) + ErfTail5;
        q = (q * t) + ErfTail4;
        q = (q * t) + ErfTail3;
        q = (q * t) + ErfTail2;
        q = (q * t) + ErfTail1;
        q = (q * t) + ErfTail0;
        double above = 1d - (ExpBounded(-a * a) * t * q);
        return 1d > Math.Abs(x) ? x * p : Math.CopySign(above, x);
    }

    /// <summary>e^x = 2^n e^r for a NaN or an x between ExpLowest and ExpHighest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ExpBounded(double x)
    {
        double t = (x * Log2E) + Shifter;
        double n = t - Shifter;
        double r = (n * MinusLn2Low) + ((n * MinusLn2High) + x);
        double y = ExpMinusOne(r) + 1d;
        // Two factors, because 2^n itself may not be a normal number; only the second product rounds.
        double half = (n * 0.5) + Shifter;
        double rest = n - (half - Shifter) + Shifter;
        y *= BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(half) << MantissaBits) + OneBits);
        return y * BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(rest) << MantissaBits) + OneBits);
    }

    /// <summary>e^r - 1 for |r| up to log(2) / 2 and a little: r + r^2 q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ExpMinusOne(double r)
    {
        double r2 = r * r;
        double r4 = r2 * r2;
        double q = (Exp9 * r) + Exp8;
        q = (Exp10 * r2) + q;
        double middle = (((Exp7 * r) + Exp6) * r2) + ((Exp5 * r) + Exp4);
        double low = (((Exp3 * r) + Exp2) * r2) + ((Exp1 * r) + Exp0);
        q = (((q * r4) + middle) * r4) + low;
        return (r2 * q) + r;
    }

    /// <summary>
    /// 1 where x is positive, e where it is negative. By bits, because a branch on a gate's sign is guessed wrong half
    /// the time; at 0, where either may be taken, e is 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double OneOr(double x, double e)
    {
        long negative = BitConverter.DoubleToInt64Bits(x) >> 63;
        return BitConverter.Int64BitsToDouble(OneBits + (negative & (BitConverter.DoubleToInt64Bits(e) - OneBits)));
    }

    /// <summary>The larger, as the vector instructions define it: the second where either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Larger(double a, double b) => a > b ? a : b;

    /// <summary>The smaller, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Smaller(double a, double b) => a < b ? a : b;
}
