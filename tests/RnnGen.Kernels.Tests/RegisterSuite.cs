using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>The operations of a register against the same on single numbers.</summary>
public abstract unsafe class RegisterSuite<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double[] s_special =
        [0, -0.0, 1, -1, 2.5, -3.25, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-40, 7, -7];

    [Fact]
    public void Operations_AllPairs_MatchScalars()
    {
        if (!Widths.Available<V>())
            return;
        T third = T.CreateTruncating(1 / 3.0);
        Pairs((a, b) => a + b, (a, b) => a + b);
        Pairs((a, b) => a - b, (a, b) => a - b);
        Pairs((a, b) => a * b, (a, b) => a * b);
        Pairs((a, b) => a / b, (a, b) => a / b);
        Pairs((a, _) => -a, (a, _) => -a);
        Pairs(V.Max, T.Max);
        Pairs(V.Min, T.Min);
        Pairs((a, _) => V.Abs(a), (a, _) => T.Abs(a));
        Pairs((a, _) => V.Sqrt(a), (a, _) => T.Sqrt(a));
        Pairs(
            (a, b) => V.MultiplyAdd(a, V.Create(third), b),
            (a, b) => Widths.Fuses<V>() ? T.FusedMultiplyAdd(a, third, b) : (a * third) + b);
        Pairs((a, b) => V.SelectGreater(a, b, V.Constant(3), a), (a, b) => a > b ? T.CreateTruncating(3) : a);
        Pairs((a, b) => V.SelectEqual(a, b, V.Constant(0.1), b), (a, b) => a == b ? T.CreateTruncating(0.1) : b);
    }

    [Fact]
    public void Lanes_FirstSumAndMax_MatchScalars()
    {
        if (!Widths.Available<V>())
            return;
        T* x = stackalloc T[16];
        T* y = stackalloc T[16];
        for (int i = 0; i < V.Count; i++)
            x[i] = T.CreateTruncating(((i * 5) % 16) - 7);
        V v = V.Load(x);
        for (int count = 0; count <= V.Count + 1; count++)
        {
            V.Store(y, V.First(v, count));
            for (int i = 0; i < V.Count; i++)
                Assert.Equal(i < count ? x[i] : T.Zero, y[i]);
        }

        T sum = T.Zero, max = x[0];
        for (int i = 0; i < V.Count; i++)
            (sum, max) = (sum + x[i], T.Max(max, x[i]));
        Assert.Equal(sum, V.Sum(v));
        Assert.Equal(max, V.MaxAcross(v));
        Assert.Equal(x[0], V.ToScalar(v));
        Assert.Equal(x[0], V.ToScalar(V.Broadcast(x)));
        Assert.Equal(T.Zero, V.Sum(V.Zero));
        x[V.Count - 1] = T.NaN;
        Assert.True(T.IsNaN(V.MaxAcross(V.Load(x))));
    }

    private static void Pairs(Func<V, V, V> operation, Func<T, T, T> twin)
    {
        T* y = stackalloc T[16];
        foreach (double a in s_special)
        {
            foreach (double b in s_special)
            {
                (T x, T z) = (T.CreateTruncating(a), T.CreateTruncating(b));
                V.Store(y, operation(V.Create(x), V.Create(z)));
                for (int i = 0; i < V.Count; i++)
                    Assert.Equal(twin(x, z), y[i]);
            }
        }
    }
}
