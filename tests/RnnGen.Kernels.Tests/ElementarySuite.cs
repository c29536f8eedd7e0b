using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>The elementary functions against the same in double, over the whole range of the float type.</summary>
public abstract unsafe class ElementarySuite<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>The unit in the last place of one.</summary>
    private static double Ulp => sizeof(T) == 4 ? 1.1920929e-7 : 2.220446049250313e-16;

    [Fact]
    public void Exp_WholeRange_WithinBound() => Sweep(x => V.Exp(x), Math.Exp, 1.5);

    [Fact]
    public void Log_WholeRange_WithinBound() => Sweep(x => V.Log(x), Math.Log, 1.5);

    [Fact]
    public void Sigmoid_WholeRange_WithinBound() => Sweep(x => V.Sigmoid(x), SigmoidAboveDenormals, 2.6);

    [Fact]
    public void Tanh_WholeRange_WithinBound() => Sweep(x => V.Tanh(x), Math.Tanh, 2.5);

    [Fact]
    public void Softplus_WholeRange_WithinBound() => Sweep(x => V.Softplus(x), Reference.Softplus, 3);

    [Fact]
    public void Erf_WholeRange_WithinBound() => Sweep(x => V.Erf(x), Reference.Erf, sizeof(T) == 4 ? 4 : 12);

    /// <summary>The float function ends at e^-87.</summary>
    private static double SigmoidAboveDenormals(double x)
        => Reference.Sigmoid(sizeof(T) == 4 ? Math.Max(x, -87) : x);

    /// <summary>Any bit pattern, with a stride, and the part of the range where the functions bend.</summary>
    private static void Sweep(Func<V, V> function, Func<double, double> reference, double ulps)
    {
        if (!Widths.Available<V>())
            return;
        const int patterns = 1 << 20;
        T* x = stackalloc T[16];
        T* y = stackalloc T[16];
        double worst = 0, worstAt = 0;
        for (int i = -patterns; i < patterns; i += V.Count)
        {
            for (int lane = 0; lane < V.Count; lane++)
                x[lane] = Point(i + lane);
            V.Store(y, function(V.Load(x)));
            for (int lane = 0; lane < V.Count; lane++)
            {
                double error = Error(double.CreateTruncating(x[lane]), y[lane], reference);
                if (error > worst)
                    (worst, worstAt) = (error, double.CreateTruncating(x[lane]));
            }
        }

        Assert.True(worst <= ulps, $"{typeof(V).Name}: {worst} ulp at {worstAt:R}");
    }

    /// <summary>Negative numbers count through the bit patterns, the others from -128 to 128.</summary>
    private static T Point(int i)
    {
        if (i >= 0)
            return T.CreateTruncating((i - (1 << 19)) / 4096.0 * 1.0000123);
        uint bits = (uint)(i + (1 << 20)) * 4096 + (uint)(i * 2654435761L % 4096);
        return sizeof(T) == 4
            ? T.CreateTruncating(BitConverter.UInt32BitsToSingle(bits))
            : T.CreateTruncating(BitConverter.UInt64BitsToDouble(((ulong)bits << 32) | (uint)(i * 40503)));
    }

    /// <summary>The error in units of the last place of the reference, or of the smallest denormal.</summary>
    private static double Error(double x, T result, Func<double, double> reference)
    {
        double y = double.CreateTruncating(result), expected = reference(x);
        if (double.IsNaN(expected) || double.IsNaN(y))
            return double.IsNaN(expected) && double.IsNaN(y) ? 0 : double.PositiveInfinity;
        if (T.IsInfinity(result) || T.IsInfinity(T.CreateTruncating(expected)))
        {
            double largest = double.CreateTruncating(T.MaxValue);
            return y == expected || Math.Abs(expected) > largest * (1 - (2 * Ulp)) ? 0 : double.PositiveInfinity;
        }

        double unit = Math.Max(Math.Abs(expected) * Ulp, double.CreateTruncating(T.Epsilon));
        return Math.Abs(y - expected) / unit;
    }
}
