using System.Numerics;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>Numbers of tests: functions of a seed.</summary>
internal static class Numbers
{
    /// <summary>Uniform in [-size, size).</summary>
    public static T[] Of<T>(int count, ulong seed, double size = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
            values[i] = T.CreateTruncating(size * ((2 * CounterRandom.UniformDouble(seed, 0, (ulong)i)) - 1));
        return values;
    }

    /// <summary>Uniform in 0 .. bound - 1.</summary>
    public static int[] Integers(int count, ulong seed, int bound)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = CounterRandom.Integer(seed, 1, (ulong)i, bound);
        return values;
    }

    /// <summary>Asserts that numbers differ by a share of the largest of them at most.</summary>
    public static void AssertClose<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = 1e-2;
        foreach (T value in expected)
        {
            double own = Math.Abs(double.CreateTruncating(value));
            size = double.IsFinite(own) ? Math.Max(size, own) : size;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            double a = double.CreateTruncating(expected[i]), b = double.CreateTruncating(actual[i]);
            bool isClose = a.Equals(b) || Math.Abs(a - b) <= tolerance * size;
            Assert.True(isClose, $"At {i} there is {b} in place of {a} (of {size}).");
        }
    }
}
