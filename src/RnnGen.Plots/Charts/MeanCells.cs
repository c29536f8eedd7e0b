namespace RnnGen.Plots.Charts;

/// <summary>
/// A matrix of no more lines and columns than pictures have: viewers refuse images of some ten thousand pixels a side.
/// </summary>
internal sealed record MeanCells(IReadOnlyList<double> Values, int Columns, int Rows)
{
    private const int Most = 2048;

    /// <summary>
    /// The matrix itself where it is small; else the means of neighbours, as an eye from afar would see them. NaN does
    /// not count, unless all neighbours are.
    /// </summary>
    public static MeanCells Of(IReadOnlyList<double> values, int columns, int rows)
    {
        if (columns <= Most && rows <= Most)
            return new MeanCells(values, columns, rows);
        (int narrow, int low) = (Math.Min(columns, Most), Math.Min(rows, Most));
        var means = new double[narrow * low];
        for (int i = 0; i < means.Length; i++)
        {
            (int left, int right) = Part(i % narrow, columns, narrow);
            (int top, int bottom) = Part(i / narrow, rows, low);
            means[i] = Mean(left, right, top, bottom);
        }

        return new MeanCells(means, narrow, low);

        double Mean(int left, int right, int top, int bottom)
        {
            // Shares of the mean, not of the sum: that overflows.
            double mean = 0, all = (right - left) * (bottom - top), counted = 0;
            for (int y = top; y < bottom; y++)
            {
                for (int x = left; x < right; x++)
                {
                    double value = values[(y * columns) + x];
                    if (double.IsNaN(value))
                        continue;
                    mean += value / all;
                    counted++;
                }
            }

            return counted == 0 ? double.NaN : mean * (all / counted);
        }
    }

    private static (int From, int To) Part(int index, int count, int parts) =>
        ((int)((long)index * count / parts), (int)((index + 1L) * count / parts));
}
