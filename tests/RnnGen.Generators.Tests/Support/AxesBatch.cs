using RnnGen.Program;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Sequences on several axes, each with lengths of its own, for a model that reads one an axis.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Lengths">Lengths on each axis. [axes][Rows]</param>
/// <param name="Steps">Steps of each axis. [axes]</param>
/// <param name="Inputs">What each axis reads. [axes][Rows, Steps, features]</param>
internal sealed record AxesBatch(int Rows, int[][] Lengths, int[] Steps, double[][] Inputs)
{
    /// <summary>As a model takes it.</summary>
    public Batch<double> For(ModelInfo info)
        => Batch<double>.FromFeatures(Inputs[0], Rows, Steps[0], Lengths[0]) with
        {
            MoreInputs = Enumerable.Range(1, Inputs.Length - 1).ToDictionary(
                axis => info.Inputs[axis].Name,
                axis => BatchInput<double>.FromFeatures(Inputs[axis], Steps[axis], Lengths[axis])),
        };

    /// <summary>One row with the steps that it has.</summary>
    public AxesBatch Alone(int row)
    {
        int[][] lengths = [.. Lengths.Select(all => new[] { all[row] })];
        return new AxesBatch(
            1, lengths, [.. lengths.Select(static own => own[0])], [.. Inputs.Select((all, axis) =>
            {
                int width = all.Length / Rows / Steps[axis];
                return all.AsSpan(row * Steps[axis] * width, lengths[axis][0] * width).ToArray();
            })]);
    }

    /// <summary>Ragged rows of which the first is full on every axis, and features in [-1, 1].</summary>
    public static AxesBatch Draw(int seed, int rows, int[] steps, int features)
    {
        var random = new Random(seed);
        int[][] lengths = [.. steps.Select(most => Enumerable.Range(0, rows)
            .Select(row => row == 0 ? most : random.Next(most + 1)).ToArray())];
        return new AxesBatch(rows, lengths, steps, [.. steps.Select(most
            => Enumerable.Range(0, rows * most * features).Select(_ => (2 * random.NextDouble()) - 1).ToArray())]);
    }
}
