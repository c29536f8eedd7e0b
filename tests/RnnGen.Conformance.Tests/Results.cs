using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>Comparisons of whole results.</summary>
internal static class Results
{
    /// <summary>Every tensor of two results has the same bits.</summary>
    public static void SameBits(StackResult expected, StackResult actual)
    {
        foreach ((string name, double[] a, double[] b, _) in Pairs(expected, actual))
            SameBits(a, b, name);
    }

    /// <summary>Two tensors have the same bits.</summary>
    public static void SameBits(double[] expected, double[] actual, string name)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(expected[i]) != BitConverter.DoubleToInt64Bits(actual[i]))
                Assert.Fail($"{name}[{i}] is {actual[i]:R}, expected the bits of {expected[i]:R}.");
        }
    }

    /// <summary>Every tensor is within max|a-e| / max(1, max|e|) of a bound.</summary>
    public static void Close(StackResult expected, StackResult actual, double forward, double gradient)
    {
        foreach ((string name, double error, bool isGradient) in Errors(expected, actual))
        {
            double bound = isGradient ? gradient : forward;
            Assert.True(error <= bound, $"{name}: error {error:E2}, bound {bound:E0}.");
        }
    }

    /// <summary>Of every tensor max|a-e| / max(1, max|e|).</summary>
    public static IEnumerable<(string Name, double Error, bool IsGradient)> Errors(
        StackResult expected, StackResult actual) =>
        Pairs(expected, actual).Select(static pair => (pair.Name, Error(pair.Expected, pair.Actual), pair.IsGradient));

    /// <summary>max|a-e| / max(1, max|e|); NaN where a value is not a number.</summary>
    public static double Error(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1, worst = 0;
        foreach (double e in expected)
            scale = double.IsFinite(e) ? Math.Max(scale, Math.Abs(e)) : scale;
        for (int i = 0; i < expected.Length; i++)
        {
            double error = expected[i].Equals(actual[i]) ? 0 : Math.Abs(actual[i] - expected[i]) / scale;
            if (!(error <= worst))
                worst = error;
        }

        return worst;
    }

    private static IEnumerable<(string Name, double[] Expected, double[] Actual, bool IsGradient)> Pairs(
        StackResult expected, StackResult actual)
    {
        yield return ("output", expected.Output, actual.Output, false);
        if (expected.Loss is { } loss)
        {
            yield return ("loss", [loss], [actual.Loss!.Value], false);
            yield return ("losses", expected.Losses!, actual.Losses!, false);
        }

        foreach ((string name, double[] state) in expected.States)
            yield return (name, state, actual.States[name], false);
        if (expected.Gradients is not { } gradients)
            yield break;
        StackGradients others = actual.Gradients!;
        if (gradients.Input != null)
            yield return ("grad input", gradients.Input, others.Input!, true);
        foreach ((string name, double[] state) in gradients.States)
            yield return ("grad " + name, state, others.States[name], true);
        foreach ((string name, double[] weight) in gradients.Weights)
            yield return ("grad " + name, weight, others.Weights[name], true);
    }
}
