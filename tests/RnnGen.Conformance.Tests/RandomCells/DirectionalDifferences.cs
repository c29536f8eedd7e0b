using RnnGen.Testing;

namespace RnnGen.Conformance.Tests.RandomCells;

/// <summary>
/// Gradients against differences along random directions: two of each tensor, and some of its elements. Where the
/// function bends or has a kink near by, shorter steps decide.
/// </summary>
internal static class DirectionalDifferences
{
    private const double Bound = 1e-6;
    private const int Elements = 6;

    /// <summary>Throws where the gradient of a tensor is wrong.</summary>
    public static void Check(IBackend backend, Model<double> model, StackCase @case, int seed)
    {
        var random = new Random(seed);
        StackGradients gradients = backend.Evaluate(model, @case, gradients: true).Gradients!;
        double Loss(StackCase changed) => Project(changed, backend.Evaluate(model, changed, gradients: false));

        if (@case.Features != null)
            Compare(random, "input", gradients.Input!, @case.Features, v => Loss(@case with { Features = v }));
        foreach (string name in @case.Weights.Keys)
        {
            Compare(random, name, gradients.Weights[name], @case.Weights[name], values =>
                Loss(@case with { Weights = With(@case.Weights, name, values) }));
        }

        foreach (string name in @case.States?.Keys ?? [])
        {
            Compare(random, name, gradients.States[name], @case.States![name], values =>
                Loss(@case with { States = With(@case.States!, name, values) }));
        }
    }

    private static void Compare(
        Random random, string name, double[] analytic, double[] at, Func<double[], double> loss)
    {
        double scale = analytic.Aggregate(1.0, (most, g) => Math.Max(most, Math.Abs(g)));
        for (int i = 0; i < Math.Min(at.Length, Elements); i++)
        {
            var direction = new double[at.Length];
            direction[at.Length <= Elements ? i : random.Next(at.Length)] = 1;
            Compare(name, direction, analytic, scale, at, loss);
        }

        for (int i = 0; i < 2 && at.Length > 0; i++)
        {
            double[] direction = [.. at.Select(_ => random.Next(2) == 0 ? -1.0 : 1)];
            Compare(name, direction, analytic, scale * Math.Sqrt(at.Length), at, loss);
        }
    }

    private static void Compare(
        string name, double[] direction, double[] analytic, double scale, double[] at, Func<double[], double> loss)
    {
        double expected = 0, numeric = 0, least = double.PositiveInfinity;
        for (int i = 0; i < at.Length; i++)
            expected += direction[i] * analytic[i];
        foreach (double step in new[] { 1e-5, 1e-4, 1e-6, 1e-7 })
        {
            double coarse = Difference(at, direction, 2 * step, loss), fine = Difference(at, direction, step, loss);
            double refined = ((4 * fine) - coarse) / 3;
            double error = Math.Abs(expected - refined) / scale;
            if (error <= Bound * (step < 1e-6 ? 10 : 1))
                return;
            if (error < least)
                (least, numeric) = (error, refined);
        }

        string which = direction.Count(d => d != 0) == 1 ? $"[{Array.IndexOf(direction, 1.0)}]" : "";
        throw new InvalidOperationException(
            $"d/d {name}{which} is {expected:R}, differences give {numeric:R}: error {least:E2}");
    }

    private static double Difference(double[] at, double[] direction, double step, Func<double[], double> loss)
    {
        double[] above = [.. at.Zip(direction, (a, d) => a + (step * d))];
        double[] below = [.. at.Zip(direction, (a, d) => a - (step * d))];
        return (loss(above) - loss(below)) / (2 * step);
    }

    private static double Project(StackCase @case, StackResult result)
    {
        double sum = Dot(result.Output, @case.OutputWeights!);
        foreach ((string name, double[] weights) in @case.StateWeights)
            sum += Dot(result.States[name], weights);
        return sum;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, static (x, y) => x * y).Sum();

    private static Dictionary<string, double[]> With(
        IReadOnlyDictionary<string, double[]> all, string name, double[] values) =>
        new(all) { [name] = values };
}
