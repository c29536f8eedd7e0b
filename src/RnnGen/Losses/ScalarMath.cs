namespace RnnGen;

/// <summary>
/// Exponential and logarithm in double from additions, multiplications and divisions only, each rounded by itself: the
/// same bits on every machine. Relative error below 1e-15.
/// </summary>
/// <remarks>
/// Kernels of devices call these as well, where a product and a sum may be rounded together. So the text keeps to what
/// ILGPU compiles: comparisons, <see cref="Math.Abs(double)"/> and casts of bits.
/// </remarks>
internal static class ScalarMath
{
    internal const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the first has 21 trailing zero bits, so that its products with exponents are exact.
    internal const double Ln2High = 0.69314718036912382;
    internal const double Ln2Low = 1.9082149292705877e-10;

    // Adding and subtracting 1.5 * 2^52 rounds to the nearest whole number.
    internal const double Rounding = 6755399441055744.0;

    private const double LargestExponent = 709.782712893384;
    private const double SmallestExponent = -745.1332191019412;
    private const double Sqrt2 = 1.4142135623730951;
    private const double SmallestNormal = 2.2250738585072014E-308;

    /// <summary>e^x; 0 below -745.1 and infinity above 709.8.</summary>
    public static double Exp(double x)
    {
        if (!(x <= LargestExponent))
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        if (x < SmallestExponent)
            return 0;

        double n = ((x * Log2E) + Rounding) - Rounding;
        double r = (x - (n * Ln2High)) - (n * Ln2Low);
        double y = 1 + (r + (r * r * ExpTail(r)));

        // Two factors, since 2^n alone leaves the range of normal numbers at both ends.
        int exponent = (int)n;
        int half = exponent >> 1;
        return y * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>Natural logarithm; -infinity at 0 and NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;

        int shift = 0;
        if (x < SmallestNormal)
        {
            x *= 18014398509481984.0; // 2^54
            shift = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > Sqrt2)
        {
            m *= 0.5;
            exponent++;
        }

        double n = exponent + shift;
        return (n * Ln2High) + (LogOfOnePlus(m - 1) + (n * Ln2Low));
    }

    /// <summary>log(1 + y) for y in [0, 1], accurate for small y.</summary>
    public static double Log1P(double y) => y > Sqrt2 - 1 ? Log(1 + y) : LogOfOnePlus(y);

    /// <summary>log(1 + e^-|x|): what softplus adds to max(x, 0).</summary>
    public static double SoftplusTail(double x) => Log1P(Exp(-Math.Abs(x)));

    /// <summary>log(e^a + e^b); -infinity where both are.</summary>
    public static double LogAdd(double a, double b)
    {
        double most = a > b || double.IsNaN(a) ? a : b;
        return most == double.NegativeInfinity ? most : most + SoftplusTail(a - b);
    }

    /// <summary>1 / (1 + e^-x), without overflow and without cancellation for large negative x.</summary>
    public static double Sigmoid(double x)
    {
        double e = Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    // (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2: Taylor's series to r^13.
    private static double ExpTail(double r)
    {
        double p = 1.0 / 6227020800;
        p = (p * r) + (1.0 / 479001600);
        p = (p * r) + (1.0 / 39916800);
        p = (p * r) + (1.0 / 3628800);
        p = (p * r) + (1.0 / 362880);
        p = (p * r) + (1.0 / 40320);
        p = (p * r) + (1.0 / 5040);
        p = (p * r) + (1.0 / 720);
        p = (p * r) + (1.0 / 120);
        p = (p * r) + (1.0 / 24);
        p = (p * r) + (1.0 / 6);
        return (p * r) + 0.5;
    }

    // log(1 + f) for f in [sqrt(1/2) - 1, sqrt(2) - 1]: with s = f / (2 + f) it is 2 atanh s = f - s (f - R).
    private static double LogOfOnePlus(double f)
    {
        double s = f / (2 + f);
        double z = s * s;
        double p = 2.0 / 23;
        p = (p * z) + (2.0 / 21);
        p = (p * z) + (2.0 / 19);
        p = (p * z) + (2.0 / 17);
        p = (p * z) + (2.0 / 15);
        p = (p * z) + (2.0 / 13);
        p = (p * z) + (2.0 / 11);
        p = (p * z) + (2.0 / 9);
        p = (p * z) + (2.0 / 7);
        p = (p * z) + (2.0 / 5);
        p = (p * z) + (2.0 / 3);
        return f - (s * (f - (p * z)));
    }

    private static double PowerOfTwo(int n) => BitConverter.Int64BitsToDouble((long)(n + 1023) << 52);
}
