/// <summary>What a town draws from the grid hour by hour, in place of your own series.</summary>
internal static class Series
{
    /// <summary>So many hours in megawatts: mornings and evenings, workdays, and what nobody can foresee.</summary>
    public static float[] Make(int hours, Random random)
    {
        var load = new float[hours];
        double weather = 0;
        for (int t = 0; t < hours; t++)
        {
            double day = 2 * Math.PI * t / 24;
            bool isWeekend = t / 24 % 7 >= 5;
            weather = (0.98 * weather) + (random.NextDouble() - 0.5);
            double daily = (8 * Math.Sin(day - 2)) + (4 * Math.Sin((2 * day) - 1));
            load[t] = (float)(50 + ((isWeekend ? 0.6 : 1) * daily) + weather);
        }

        return load;
    }
}
