using RnnGen;

namespace AirlineForecast;

/// <summary>Cuts the series into windows of a year, scaled by what the training months look like.</summary>
internal sealed class Windows(float mean, float deviation, float changeDeviation)
{
    public const int Year = 12;

    /// <summary>Measures the scales on the first months of the series.</summary>
    public static Windows Fit(ReadOnlySpan<float> months)
    {
        var changes = new float[months.Length - Year];
        for (int t = Year; t < months.Length; t++)
            changes[t - Year] = months[t] - months[t - Year];
        (float mean, float deviation) = Moments(months);
        return new Windows(mean, deviation, Moments(changes).Deviation);
    }

    /// <summary>The windows that end before months <paramref name="first"/> to <paramref name="end"/> - 1.</summary>
    public Batch<float> Cut(ReadOnlySpan<float> series, int first, int end)
    {
        int rows = end - first;
        var x = new float[rows * Year]; // [B, 12, 1]
        var y = new float[rows]; // [B, 1]
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> window = series.Slice(first + row - Year, Year);
            for (int t = 0; t < Year; t++)
                x[(row * Year) + t] = (window[t] - mean) / deviation;
            y[row] = (series[first + row] - window[0]) / changeDeviation;
        }

        return Batch<float>.FromFeatures(x, rows, Year) with { Targets = y };
    }

    /// <summary>A predicted change, on top of the same month of the year before.</summary>
    public float ToPassengers(float change, float yearBefore) => yearBefore + (change * changeDeviation);

    private static (float Mean, float Deviation) Moments(ReadOnlySpan<float> values)
    {
        double sum = 0, squares = 0;
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        double mean = sum / values.Length;
        return ((float)mean, (float)Math.Sqrt((squares / values.Length) - (mean * mean)));
    }
}
