namespace RnnGen;

/// <summary>
/// exp, log, sin and cos in double from additions, multiplications, divisions and integer operations only: libm's
/// results differ between machines, these do not. Off the hot path; errors stay below 1e-15.
/// </summary>
internal static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01; // 33 bits, so that n times it is exact
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>
    /// e^x by x = n ln 2 + r and the Taylor series at r, |r| at most 0.35; 0 and infinity outside [-745, 709].
    /// </summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709)
            return double.PositiveInfinity;
        if (x < -745)
            return 0;
        double n = Math.Round(x / (Ln2High + Ln2Low));
        double r = (x - (n * Ln2High)) - (n * Ln2Low);
        double sum = 1;
        for (int k = 16; k >= 1; k--)
            sum = 1 + (r / k * sum);
        return Math.ScaleB(sum, (int)n);
    }

    /// <summary>
    /// ln x of a normal positive number: x = m 2^e and ln m = 2 artanh((m - 1) / (m + 1)), m in [0.71, 1.41].
    /// </summary>
    public static double Log(double x)
    {
        if (!(double.IsNormal(x) && x > 0))
            throw new ArgumentOutOfRangeException(nameof(x), x, "Logarithms are of normal positive numbers only.");
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (m > 1.4142135623730951)
        {
            m /= 2;
            exponent++;
        }

        double s = (m - 1) / (m + 1);
        double square = s * s;
        double sum = 0;
        for (int k = 23; k >= 3; k -= 2)
            sum = square * ((1.0 / k) + sum);
        return (exponent * Ln2High) + ((exponent * Ln2Low) + (2 * s) + (2 * s * sum));
    }

    /// <summary>x^n, n at least 0, by squaring.</summary>
    public static double Power(double x, long n)
    {
        double result = 1;
        for (double square = x; n > 0; n >>= 1, square *= square)
        {
            if ((n & 1) == 1)
                result *= square;
        }

        return result;
    }

    /// <summary>cos(pi x).</summary>
    public static double CosPi(double x)
    {
        double r = Math.Abs(x) % 2; // exact; in [0, 2)
        if (r > 1)
            r = 2 - r;
        return r <= 0.25 ? CosSeries(r) : r >= 0.75 ? -CosSeries(1 - r) : SinSeries(0.5 - r);
    }

    /// <summary>sin(pi x).</summary>
    public static double SinPi(double x)
    {
        double r = Math.Abs(x) % 2; // exact; in [0, 2)
        double sign = x < 0 ? -1 : 1;
        if (r > 1)
        {
            r -= 1;
            sign = -sign;
        }

        if (r > 0.5)
            r = 1 - r;
        return sign * (r <= 0.25 ? SinSeries(r) : CosSeries(0.5 - r));
    }

    /// <summary>cos(pi x) by its Taylor series, |x| at most 1/4.</summary>
    private static double CosSeries(double x)
    {
        double square = Math.PI * x * (Math.PI * x);
        double sum = 0;
        for (int k = 20; k >= 2; k -= 2)
            sum = -square / (k * (k - 1)) * (1 + sum);
        return 1 + sum;
    }

    /// <summary>sin(pi x) by its Taylor series, |x| at most 1/4.</summary>
    private static double SinSeries(double x)
    {
        double angle = Math.PI * x;
        double square = angle * angle;
        double sum = 0;
        for (int k = 19; k >= 3; k -= 2)
            sum = -square / (k * (k - 1)) * (1 + sum);
        return angle + (angle * sum);
    }
}
