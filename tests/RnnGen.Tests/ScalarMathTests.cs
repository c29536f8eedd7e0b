namespace RnnGen.Tests;

public sealed class ScalarMathTests
{
    [Fact]
    public void Exp_WholeRange_IsAccurate()
    {
        for (double x = -707; x < 709; x += 0.01371)
            AssertClose(Math.Exp(x), ScalarMath.Exp(x), 1e-15);
        Assert.Equal(1, ScalarMath.Exp(0));
        Assert.Equal(0, ScalarMath.Exp(-746));
        Assert.Equal(0, ScalarMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Exp(710));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Exp(double.PositiveInfinity));
        Assert.True(double.IsNaN(ScalarMath.Exp(double.NaN)));
        Assert.Equal(Math.Exp(-740), ScalarMath.Exp(-740), 5e-323);
    }

    [Fact]
    public void Log_WholeRange_IsAccurate()
    {
        for (double x = 1e-300; x < 1e300; x *= 1.0731)
            AssertClose(Math.Log(x), ScalarMath.Log(x), 1e-15);
        for (double x = 0.5; x < 2; x += 0.00037)
            AssertClose(Math.Log(x), ScalarMath.Log(x), 1e-15);
        Assert.Equal(0, ScalarMath.Log(1));
        AssertClose(Math.Log(5e-324), ScalarMath.Log(5e-324), 1e-15);
        Assert.Equal(double.NegativeInfinity, ScalarMath.Log(0));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(ScalarMath.Log(-1)));
        Assert.True(double.IsNaN(ScalarMath.Log(double.NaN)));
    }

    [Fact]
    public void Log1P_SmallAndLarge_IsAccurate()
    {
        AssertClose(1e-20, ScalarMath.Log1P(1e-20), 1e-15);
        AssertClose(9.99999500000333e-7, ScalarMath.Log1P(1e-6), 1e-14);
        for (double y = 0.01; y <= 1; y += 0.0037)
            AssertClose(Math.Log(1 + y), ScalarMath.Log1P(y), 1e-14);
    }

    [Fact]
    public unsafe void Exponentials_Vectors_HaveTheScalarBits()
    {
        double[] x = Draw.Values<double>(1003, 5).Select(v => (v - 1) * 300).ToArray();
        var e = new double[x.Length];
        fixed (double* source = x, target = e)
        {
            double max = Softmax<double>.Maximum(source, x.Length);
            Assert.Equal(x.Max(), max);
            double sum = Softmax<double>.Exponentials(source, x.Length, max, target);
            Assert.Equal(x.Select(v => ScalarMath.Exp(v - max)), e);
            AssertClose(e.Sum(), sum, 1e-14);
            x[17] = double.NaN;
            Assert.True(double.IsNaN(Softmax<double>.Exponentials(source, x.Length, max, target)));
        }
    }

    private static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(
            Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), double.Epsilon),
            $"{actual:R} instead of {expected:R}");
}
