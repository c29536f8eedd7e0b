using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>How many of some numbers lie in each of the equal parts of their range.</summary>
/// <param name="Low">The lowest number.</param>
/// <param name="High">The highest number, above the lowest one.</param>
/// <param name="Counts">How many there are in each part.</param>
internal sealed record Histogram(double Low, double High, double[] Counts)
{
    private const int FewestBins = 5;
    private const int MostBins = 32;

    /// <summary>Of finite numbers, in as many parts as Rice's rule says.</summary>
    public static Histogram Of(double[] values)
    {
        (double low, double high) = values.Length == 0 ? (0, 0) : (values.Min(), values.Max());
        if (high - low < 1e-12)
            (low, high) = (low - 0.5, high + 0.5);
        Interval range = LinearAxis.Apart(low, high);
        var counts = new double[Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(values.Length)), FewestBins, MostBins)];
        foreach (double value in values)
            counts[Math.Min(counts.Length - 1, (int)(range.ShareOf(value) * counts.Length))]++;
        return new Histogram(range.Low, range.High, counts);
    }

    /// <summary>Where a part begins, and where the one before it ends.</summary>
    public double EdgeOf(int bin) => new Interval(Low, High).At((double)bin / Counts.Length);
}
