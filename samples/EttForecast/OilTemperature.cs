using RnnGen.Data;
using Samples;

namespace EttForecast;

/// <summary>
/// Hourly oil temperatures of a transformer: twelve months to train on, and four later ones to test on, which begin
/// with the four days that the first forecast reads.
/// </summary>
internal sealed record OilTemperature(ReadOnlyMemory<float> Training, ReadOnlyMemory<float> Test)
{
    private const int Day = 24;
    private const int Month = 30 * Day;
    private const int Seed = 1;

    /// <summary>ETTh1.csv. Its months 13 to 16 are for the choice of settings, and not used here.</summary>
    public static OilTemperature Read(string path)
    {
        float[] hours = CsvReader.ReadColumn<float>(path, "OT");
        DataFiles.Require(path, hours.Length, 20 * Month, "hours");
        return Split(hours);
    }

    /// <summary>As long a series, made up: slow weather, a daily swing that grows with it, and load.</summary>
    public static OilTemperature Make()
    {
        var random = new Random(Seed);
        var hours = new float[20 * Month];
        double weather = 0, load = 0;
        for (int hour = 0; hour < hours.Length; hour++)
        {
            weather = (0.998 * weather) + (0.15 * Gauss(random));
            load = (0.8 * load) + (0.3 * Gauss(random));
            double swing = (3 + (0.3 * weather)) * Math.Sin(Math.Tau * (hour - 9) / Day);
            hours[hour] = (float)(20 + weather + swing + load);
        }

        return Split(hours);
    }

    private static OilTemperature Split(float[] hours)
    {
        ReadOnlyMemory<float> all = hours;
        return new OilTemperature(all[..(12 * Month)], all[((16 * Month) - ChangeFromLast.Past)..(20 * Month)]);
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
