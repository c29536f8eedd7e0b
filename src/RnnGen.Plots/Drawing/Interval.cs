namespace RnnGen.Plots.Drawing;

/// <summary>A range of numbers. No finite ends overflow, though their difference may.</summary>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>Where a number lies: 0 at the low end, 1 at the high end.</summary>
    public double ShareOf(double value)
    {
        double range = High - Low;
        return double.IsFinite(range)
            ? (value - Low) / range
            : ((value / 2) - (Low / 2)) / ((High / 2) - (Low / 2));
    }

    /// <summary>The number that lies at a share.</summary>
    public double At(double share)
    {
        double range = High - Low;
        return double.IsFinite(range) ? Low + (range * share) : (Low * (1 - share)) + (High * share);
    }
}
