namespace TaxiAnomalies;

/// <summary>A time in which something unusual is known to have happened.</summary>
internal sealed record TimeWindow(DateTime From, DateTime To)
{
    public bool Holds(DateTime time) => From <= time && time <= To;

    public override string ToString() => From.Date == To.Date ? $"{From:MMM dd}" : $"{From:MMM dd} to {To:MMM dd}";
}
