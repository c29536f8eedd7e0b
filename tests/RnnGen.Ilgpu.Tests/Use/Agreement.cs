using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>How far a device may be from the processor, and from itself.</summary>
internal static class Agreement
{
    /// <summary>Of losses and parameters after tens of steps, relative to the largest of them.</summary>
    public const double Bound = 5e-5;

    /// <summary>Asserts that numbers differ by no more than the bound.</summary>
    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        double[] a = [.. expected.ToArray()], b = [.. actual.ToArray()];
        Close(a, b, what);
    }

    /// <summary>Asserts that numbers differ by no more than the bound.</summary>
    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Count; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]) / scale;
            Assert.True(error <= Bound, $"{what} {i}: {expected[i]} and {actual[i]} differ by {error:0.0e+0}.");
        }
    }

    /// <summary>Asserts that all parameters differ by no more than the bound, tensor by tensor.</summary>
    public static void Close(Model<float> expected, Model<float> actual)
    {
        foreach (ParameterInfo info in expected.Parameters.Infos)
            Close(expected.Parameters[info.Name], actual.Parameters[info.Name], info.Name);
    }
}
