using RnnGen;

namespace AirlineForecast;

/// <summary>What the model learns: how far the month after twelve others lies from the first of them.</summary>
internal static class YearlyChange
{
    public const int Year = 12;

    /// <summary>One sample for each month after the first year, in thousands of passengers.</summary>
    public static Sample<float>[] Cut(float[] months) => Array.ConvertAll(
        SlidingWindows.Cut<float>(months, Year),
        static window => window with { Targets = new[] { window.Targets.Span[0] - YearBefore(window) } });

    /// <summary>The same month of the year before: the first of the twelve.</summary>
    public static float YearBefore(Sample<float> window) => window.Features.Span[0];
}
