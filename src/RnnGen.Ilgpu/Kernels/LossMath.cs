using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// The host's <see cref="ScalarMath"/> inside of kernels: exponential and logarithm in double from additions,
/// multiplications and divisions. Relative error below 1e-14.
/// </summary>
internal static class LossMath
{
    private const double LargestExponent = 709.782712893384;
    private const double SmallestExponent = -745.1332191019412;
    private const double Sqrt2 = 1.4142135623730951;
    private const double SmallestNormal = 2.2250738585072014E-308;

    /// <summary>e^x; 0 below -745.1 and infinity above 709.8.</summary>
    public static double Exp(double x)
    {
        if (x > LargestExponent)
            return double.PositiveInfinity;
        if (x < SmallestExponent)
            return 0;
        if (double.IsNaN(x))
            return x;
        double scaled = x * ScalarMath.Log2E;
        int exponent = (int)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        double r = (x - (exponent * ScalarMath.Ln2High)) - (exponent * ScalarMath.Ln2Low);
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
        p = (p * r) + 0.5;
        double y = 1 + (r + (r * r * p));

        // Two factors, since 2^n alone leaves the range of normal numbers at both ends.
        int half = exponent >> 1;
        return y * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>Natural logarithm; -infinity at 0 and NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0))
            return x == 0 ? double.NegativeInfinity : double.NaN;
        if (x == double.PositiveInfinity)
            return x;
        int exponent = -1023;
        if (x < SmallestNormal)
        {
            x *= 18014398509481984.0; // 2^54
            exponent -= 54;
        }

        ulong bits = Interop.FloatAsInt(x);
        exponent += (int)(bits >> 52);
        double m = Interop.IntAsFloat((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > Sqrt2)
        {
            m *= 0.5;
            exponent++;
        }

        return (exponent * ScalarMath.Ln2High) + (LogOfOnePlus(m - 1) + (exponent * ScalarMath.Ln2Low));
    }

    /// <summary>log(1 + y) for y in [0, 1], accurate for small y.</summary>
    public static double Log1P(double y) => y > Sqrt2 - 1 ? Log(1 + y) : LogOfOnePlus(y);

    /// <summary>log(e^a + e^b); -infinity where both are.</summary>
    public static double LogAdd(double a, double b)
    {
        double most = a > b ? a : b;
        if (most == double.NegativeInfinity)
            return most;
        double less = a > b ? b - a : a - b;
        return most + Log1P(Exp(less));
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

    private static double PowerOfTwo(int n) => Interop.IntAsFloat((ulong)(n + 1023) << 52);
}
