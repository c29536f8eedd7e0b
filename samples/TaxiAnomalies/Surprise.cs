namespace TaxiAnomalies;

/// <summary>What a half hour brought, and what had been expected.</summary>
internal sealed record Surprise(DateTime Time, float Rides, float Expected)
{
    public float Error => MathF.Abs(Rides - Expected);

    /// <summary>The largest one of each day, the most surprising day first.</summary>
    public static Surprise[] RankDays(IEnumerable<Surprise> all) =>
    [
        .. all.GroupBy(static surprise => surprise.Time.Date)
            .Select(static day => day.MaxBy(static surprise => surprise.Error)!)
            .OrderByDescending(static day => day.Error),
    ];
}
