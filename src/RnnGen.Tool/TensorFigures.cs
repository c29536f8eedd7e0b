using System.Globalization;

namespace RnnGen.Tool;

/// <summary>What a person looks at of a tensor's numbers.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Sum">Sum of those that are finite.</param>
/// <param name="Least">The smallest that is finite; NaN where none is.</param>
/// <param name="Largest">The largest that is finite; NaN where none is.</param>
/// <param name="Finite">How many are finite.</param>
/// <param name="NaN">How many are no numbers.</param>
internal sealed record TensorFigures(int Count, double Sum, double Least, double Largest, int Finite, int NaN)
{
    /// <summary>Mean of those that are finite.</summary>
    public double Mean => Sum / Finite;

    /// <summary>How many are infinite.</summary>
    public int Infinite => Count - Finite - NaN;

    public static TensorFigures Of(ReadOnlySpan<double> values)
    {
        (double sum, double least, double largest, int finite, int nan) = (0, double.NaN, double.NaN, 0, 0);
        foreach (double value in values)
        {
            if (double.IsNaN(value))
                nan++;
            if (!double.IsFinite(value))
                continue;
            finite++;
            sum += value;
            least = value < least || double.IsNaN(least) ? value : least;
            largest = value > largest || double.IsNaN(largest) ? value : largest;
        }

        return new TensorFigures(values.Length, sum, least, largest, finite, nan);
    }

    /// <summary>Six digits, the same everywhere.</summary>
    public static string Print(double value) =>
        double.IsNaN(value) ? "-" : value.ToString("G6", CultureInfo.InvariantCulture);
}
