namespace RnnGen.Generators.Tests.Support;

/// <summary>Sequences on several axes, each with lengths of its own, and the weights of the output in a sum.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Lengths">Lengths on each axis. [axes][Rows]</param>
/// <param name="Steps">Steps of each axis. [axes]</param>
/// <param name="Inputs">What each axis reads. [axes][Rows, Steps, features]</param>
/// <param name="Weights">Weights of the output. [Rows, Steps of its axis, width]</param>
internal sealed record AxesBatch(int Rows, int[][] Lengths, int[] Steps, double[][] Inputs, double[] Weights)
{
    /// <summary>One row with the steps that it has.</summary>
    public AxesBatch Alone(int row)
    {
        int[][] lengths = [.. Lengths.Select(all => new[] { all[row] })];
        return new AxesBatch(
            1, lengths, [.. lengths.Select(static own => own[0])], [.. Inputs.Select((all, axis) =>
            {
                int width = all.Length / Rows / Steps[axis];
                return all.AsSpan(row * Steps[axis] * width, lengths[axis][0] * width).ToArray();
            })], []);
    }

    public static AxesBatch Draw(int seed, int rows, int[] steps, int features, int queryAxis, int width)
    {
        var random = new Random(seed);
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        int[][] lengths = [.. steps.Select(most => Enumerable.Range(0, rows)
            .Select(row => row == 0 ? most : random.Next(most + 1)).ToArray())];
        return new AxesBatch(
            rows, lengths, steps, [.. steps.Select(most => Values(rows * most * features))],
            Values(rows * steps[queryAxis] * width));
    }
}
