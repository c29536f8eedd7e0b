namespace TaxiAnomalies;

/// <summary>Taxi rides of a city, counted every half hour.</summary>
/// <param name="Start">The first half hour.</param>
/// <param name="Counts">The rides. [T]</param>
/// <param name="Unusual">When something unusual is known to have happened.</param>
internal sealed record Rides(DateTime Start, float[] Counts, IReadOnlyList<TimeWindow> Unusual)
{
    public const int Day = 48;
    public const int Week = 7 * Day;
    public const int Features = 5;

    public DateTime TimeOf(int step) => Start.AddMinutes(30 * step);

    /// <summary>What the model reads: the rides, and where in the day and in the week they are. [T, 5]</summary>
    public float[] ToFeatures() =>
    [
        .. Counts.SelectMany(static (count, step) => new[]
        {
            count, Sin(step, Day), Cos(step, Day), Sin(step, Week), Cos(step, Week),
        }),
    ];

    private static float Sin(int step, int period) => (float)Math.Sin(Math.Tau * step / period);

    private static float Cos(int step, int period) => (float)Math.Cos(Math.Tau * step / period);
}
