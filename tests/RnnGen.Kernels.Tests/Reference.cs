namespace RnnGen.Kernels.Tests;

/// <summary>The elementary functions in double, one number at a time.</summary>
internal static class Reference
{
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return (x > 0 ? 1 : e) / (1 + e);
    }

    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>Kahan's: the rounding of 1 + x cancels.</summary>
    private static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>The Taylor series up to 3, the continued fraction of erfc above.</summary>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (double.IsNaN(x) || a > 6)
            return double.IsNaN(x) ? x : Math.Sign(x);
        if (a > 3)
        {
            double f = 0;
            for (int i = 120; i > 0; i--)
                f = i / 2.0 / (a + f);
            return Math.Sign(x) * (1 - (Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + f)));
        }

        // erf x = 2 / sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!: no term is negative.
        double term = x, sum = x;
        for (int n = 1; n < 120; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
