namespace RnnGen.Testing;

/// <summary>Parts and mirror images of a case.</summary>
public static class StackRows
{
    /// <summary>One row alone, without its padding.</summary>
    public static StackCase Row(this StackCase @case, int row)
    {
        int steps = @case.LengthOf(row);
        int features = @case.Features!.Length / (@case.Rows * @case.Steps);
        return @case with
        {
            Name = $"{@case.Name} row {row}",
            Rows = 1,
            Steps = steps,
            Lengths = null,
            Features = Part(@case.Features, row, @case.Rows)[..(steps * features)],
            States = @case.States?.ToDictionary(s => s.Key, s => Part(s.Value, row, @case.Rows)),
            OutputWeights = null,
            StateWeights = new Dictionary<string, double[]>(),
        };
    }

    /// <summary>Each row's valid steps in the other order; padding stays behind.</summary>
    public static StackCase Flipped(this StackCase @case) =>
        @case with { Features = Flip(@case, @case.Features!) };

    /// <summary>A tensor [B, T, W] with each row's valid steps in the other order.</summary>
    public static double[] Flip(this StackCase @case, double[] values)
    {
        int width = values.Length / (@case.Rows * @case.Steps);
        var flipped = (double[])values.Clone();
        for (int row = 0; row < @case.Rows; row++)
        {
            int length = @case.LengthOf(row);
            for (int t = 0; t < length; t++)
            {
                int from = ((row * @case.Steps) + t) * width;
                int to = ((row * @case.Steps) + length - 1 - t) * width;
                Array.Copy(values, from, flipped, to, width);
            }
        }

        return flipped;
    }

    /// <summary>Some columns of a matrix.</summary>
    public static double[] Columns(double[] values, int width, int first, int count)
    {
        var result = new double[values.Length / width * count];
        for (int row = 0; row < values.Length / width; row++)
            Array.Copy(values, (row * width) + first, result, row * count, count);
        return result;
    }

    /// <summary>The part of a batch-major tensor that belongs to a row.</summary>
    public static double[] Part(double[] values, int row, int rows)
    {
        int each = values.Length / rows;
        return values[(row * each)..((row + 1) * each)];
    }
}
