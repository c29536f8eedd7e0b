using RnnGen.Data;
using Samples;

namespace SineForecast;

/// <summary>A series, and what of it a forecast is measured by.</summary>
/// <param name="Observed">What the model is shown.</param>
/// <param name="Truth">The same without noise, where it is known.</param>
internal sealed record Signal(float[] Observed, float[] Truth)
{
    private const double StepLength = 0.2;
    private const double Noise = 0.1;

    /// <summary>sin t + 0.5 sin 3t, observed with noise of deviation 0.1 every 0.2.</summary>
    public static Signal Make(int steps, ulong seed)
    {
        var random = new Random((int)seed);
        float[] truth = [.. Enumerable.Range(0, steps).Select(static i => Wave(i * StepLength))];
        float[] observed = [.. truth.Select(value => value + (float)(Noise * Gauss(random)))];
        return new Signal(observed, truth);
    }

    /// <summary>The last column of a CSV file with a header, of so many rows at least.</summary>
    public static Signal Read(string path, int least)
    {
        float[] values = [.. CsvReader.Read(path).Select(static row => row.Number<float>(row.Columns.Count - 1))];
        DataFiles.Require(path, values.Length, least, "rows");
        return new Signal(values, values);
    }

    private static float Wave(double t) => (float)(Math.Sin(t) + (0.5 * Math.Sin(3 * t)));

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
