using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>Gradients in double against central differences of the same model's forward pass.</summary>
internal static class FiniteDifferences
{
    // Truncation error ~ Step^2, rounding ~ 1e-16 / Step: both near 1e-10.
    private const double Step = 1e-5;

    private const double Bound = 1e-6;

    /// <summary>Every weight, input and initial state: |a - n| &lt;= 1e-6 max(1, max|a|) in each tensor.</summary>
    public static void Check(IBackend backend, Model<double> model, StackCase @case)
    {
        StackGradients gradients = backend.Evaluate(model, @case, gradients: true).Gradients!;
        double Loss(StackCase changed) => Project(changed, backend.Evaluate(model, changed, gradients: false));

        if (@case.Features is { } features)
            Compare("input", gradients.Input!, features, values => Loss(@case with { Features = values }));
        foreach (string name in @case.Weights.Keys)
        {
            Compare(name, gradients.Weights[name], @case.Weights[name], values =>
                Loss(@case with { Weights = With(@case.Weights, name, values) }));
        }

        foreach (string name in @case.States!.Keys)
        {
            Compare(name, gradients.States[name], @case.States[name], values =>
                Loss(@case with { States = With(@case.States, name, values) }));
        }
    }

    private static void Compare(string name, double[] analytic, double[] at, Func<double[], double> loss)
    {
        Assert.Equal(at.Length, analytic.Length);
        double scale = analytic.Aggregate(1.0, (most, g) => Math.Max(most, Math.Abs(g)));
        for (int i = 0; i < at.Length; i++)
        {
            double numeric = Difference(at, i, Step, loss);

            // Where the function bends much (a norm of nearly equal units), the next order removes the truncation error.
            if (!(Math.Abs(analytic[i] - numeric) <= Bound * scale))
                numeric = ((4 * numeric) - Difference(at, i, 2 * Step, loss)) / 3;
            double error = Math.Abs(analytic[i] - numeric) / scale;
            Assert.True(
                error <= Bound, $"d/d {name}[{i}] is {analytic[i]:R}, differences give {numeric:R}: error {error:E2}.");
        }
    }

    private static double Difference(double[] at, int i, double step, Func<double[], double> loss)
    {
        double[] moved = (double[])at.Clone();
        moved[i] = at[i] + step;
        double above = loss(moved);
        moved[i] = at[i] - step;
        return (above - loss(moved)) / (2 * step);
    }

    private static double Project(StackCase @case, StackResult result)
    {
        double sum = Dot(result.Output, @case.OutputWeights!);
        foreach ((string name, double[] weights) in @case.StateWeights)
            sum += Dot(result.States[name], weights);
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static Dictionary<string, double[]> With(
        IReadOnlyDictionary<string, double[]> all, string name, double[] values) =>
        new(all) { [name] = values };
}
