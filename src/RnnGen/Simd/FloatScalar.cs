using static RnnGen.Simd.FloatConstants;

namespace RnnGen.Simd;

/// <summary>Elementary functions of one float. Sigmoid apart, the text is that of every width.</summary>
/// <remarks>Max(limit, x) and Min(limit, x) give x where x is NaN: the order of the operands matters.</remarks>
internal static class FloatScalar
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => ExpBounded(Larger(ExpLowest, Smaller(ExpHighest, x)));

    /// <summary>
    /// 1 / (1 + e) from e = e^-x = s + s (e^r - 1), which keeps the far tail's digits; it ends at e^-87, before numbers
    /// become denormal. Not from e^-|x| as in the other widths, where a choice by the sign costs nothing: a branch on a
    /// gate's sign is guessed wrong half the time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x)
    {
        float y = Larger(SigmoidLowest, Smaller(-SigmoidLowest, x));
        float t = Shifter - (y * Log2E);
        float n = t - Shifter;
        float r = (n * MinusLn2Low) + ((n * MinusLn2High) - y); // without FMA one product would round
        float s = BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(t) << MantissaBits) + OneBits); // 2^n
        float e = (ExpMinusOne(r) * s) + s;
        return 1f / (e + 1f);
    }

    /// <summary>tanh x = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps its digits near zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x)
    {
        float y = Larger(TanhLowest, -Math.Abs(x));
        float t = (y * TwoLog2E) + Shifter;
        float r = ((t - Shifter) * MinusLn2) + (y + y);
        float s = BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(t) << MantissaBits) + OneBits); // 2^n
        float m = (ExpMinusOne(r) * s) + (s - 1f);
        return MathF.CopySign(m / (m + 2f), x);
    }

    /// <summary>log(1 + e^x) = max(x, 0) + 2 atanh(v / 2) with v = e / (1 + e / 2) and e = e^-|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x)
    {
        float e = ExpBounded(Larger(ExpLowest, -Math.Abs(x)));
        float v = e / ((e * 0.5f) + 1f);
        float z = v * v;
        float p = (Softplus4 * z) + Softplus3;
        p = (p * z) + Softplus2;
        p = (p * z) + Softplus1;
        p = (p * z) + Softplus0;
        return (v * p) + Larger(0f, x);
    }

    /// <summary>log x = e log 2 + log m with m in [sqrt 1/2, sqrt 2) and f = m - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x)
    {
        float scaled = Smallest > x ? x * DenormalScale : x;
        float shift = Smallest > x ? (LogBias + MantissaBits) : LogBias;
        int bits = BitConverter.SingleToInt32Bits(scaled) + (OneBits - RootHalfBits);
        float e = BitConverter.Int32BitsToSingle((bits >>> MantissaBits) | ExponentBits) - shift;
        float f = BitConverter.Int32BitsToSingle((bits & MantissaMask) + RootHalfBits) - 1f;
        float s = f / (f + 2f);
        float z = s * s;
        float p = (Log2 * z) + Log1;
        p = (p * z) + Log0;
        float half = 0.5f * f * f;
        float low = (s * ((z * p) + half)) + (e * Ln2Low);
        float y = (e * Ln2High) + (f - (half - low));
        y = x > 0f ? y : (x == 0f ? float.NegativeInfinity : float.NaN);
        return x == float.PositiveInfinity ? x : y;
    }

    /// <summary>erf x: x P(x^2) below 1, 1 - e^(-x^2) t Q(t) with t = 1 / (|x| + 2) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x)
    {
        float z = x * x;
        float p = (Erf6 * z) + Erf5;
        p = (p * z) + Erf4;
        p = (p * z) + Erf3;
        p = (p * z) + Erf2;
        p = (p * z) + Erf1;
        p = (p * z) + Erf0;
        float a = Smaller(ErfHighest, Math.Abs(x));
        float t = 1f / (a + ErfOffset);
        float q = (ErfTail5 * t) + ErfTail4;
        q = (q * t) + ErfTail3;
        q = (q * t) + ErfTail2;
        q = (q * t) + ErfTail1;
        q = (q * t) + ErfTail0;
        float above = 1f - (ExpBounded(-a * a) * t * q);
        return 1f > Math.Abs(x) ? x * p : MathF.CopySign(above, x);
    }

    /// <summary>e^x = 2^n e^r for a NaN or an x between ExpLowest and ExpHighest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ExpBounded(float x)
    {
        float t = (x * Log2E) + Shifter;
        float n = t - Shifter;
        float r = (n * MinusLn2Low) + ((n * MinusLn2High) + x);
        float y = ExpMinusOne(r) + 1f;
        // Two factors, because 2^n itself may not be a normal number; only the second product rounds.
        float half = (n * 0.5f) + Shifter;
        float rest = n - (half - Shifter) + Shifter;
        y *= BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(half) << MantissaBits) + OneBits);
        return y * BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(rest) << MantissaBits) + OneBits);
    }

    /// <summary>e^r - 1 for |r| up to log(2) / 2 and a little: r + r^2 q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ExpMinusOne(float r)
    {
        float r2 = r * r;
        float q = (Exp3 * r) + Exp2;
        q = (Exp4 * r2) + q;
        q = (r2 * q) + ((Exp1 * r) + Exp0);
        return (r2 * q) + r;
    }

    /// <summary>The larger, as the vector instructions define it: the second where either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Larger(float a, float b) => a > b ? a : b;

    /// <summary>The smaller, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Smaller(float a, float b) => a < b ? a : b;
}
