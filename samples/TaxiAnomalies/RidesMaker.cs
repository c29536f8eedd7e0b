namespace TaxiAnomalies;

/// <summary>Makes half a year of rides up, for a run without a data set, with five unusual days near its end.</summary>
internal static class RidesMaker
{
    private const int Days = 180;
    private const int Seed = 1;

    private static readonly DateTime s_start = new(2024, 1, 1); // a Monday

    // How many times the usual rides there were, by the hour.
    private static readonly Dictionary<int, Func<double, double>> s_unusual = new()
    {
        [115] = static hour => hour is >= 5 and < 22 ? 0.6 : 1, // a holiday
        [128] = static hour => hour is >= 8 and < 14 ? 0.1 : 1, // a strike
        [140] = static hour => hour is >= 1 and < 4 ? 4 : 1, // a long night
        [155] = static hour => hour < 12 ? 1 : 0.4, // snow from noon on
        [170] = static hour => hour is >= 21 and < 23 ? 1.8 : 1, // a concert
    };

    public static Rides Make()
    {
        var random = new Random(Seed);
        var counts = new float[Days * Rides.Day];
        double demand = 1;
        for (int step = 0; step < counts.Length; step++)
        {
            (int day, int half) = Math.DivRem(step, Rides.Day);
            demand += (0.02 * (1 - demand)) + (0.01 * (random.NextDouble() - 0.5));
            double noise = 1 + (0.05 * (random.NextDouble() - 0.5));
            double unusual = s_unusual.TryGetValue(day, out Func<double, double>? times) ? times(half / 2.0) : 1;
            counts[step] = (float)(Usual(step % Rides.Week / 2.0) * demand * noise * unusual);
        }

        return new Rides(s_start, counts, [.. s_unusual.Keys.Select(static day =>
            new TimeWindow(s_start.AddDays(day), s_start.AddDays(day + 1).AddMinutes(-30)))]);
    }

    // By the hour of the week: to work, home from it, and out in the nights before Saturday and Sunday.
    private static double Usual(double hour)
    {
        double rides = 3000;
        for (int day = -1; day <= 7; day++) // the week's ends reach into each other
        {
            bool isWeekend = day is 5 or 6 or -1;
            int midnight = 24 * day;
            rides += 12000 * Peak(hour - midnight - (isWeekend ? 12 : 8.5), width: 3);
            rides += 18000 * Peak(hour - midnight - 19, width: 4);
            rides += isWeekend ? 9000 * Peak(hour - midnight, width: 3) : 0;
        }

        return rides;
    }

    private static double Peak(double distance, double width) => Math.Exp(-Math.Pow(distance / width, 2));
}
