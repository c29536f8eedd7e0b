using RnnGen;

namespace EttForecast;

/// <summary>
/// What the model reads and learns: how far each value lies from the last one that is known. Levels that never occurred
/// in training are then nothing new.
/// </summary>
internal static class ChangeFromLast
{
    public const int Past = 96;
    public const int Ahead = 24;

    /// <summary>A sample for every hour that has as many before and behind it.</summary>
    public static Sample<float>[] Cut(ReadOnlyMemory<float> hours) =>
        Array.ConvertAll(SlidingWindows.Cut(hours, Past, Ahead), static window =>
        {
            float last = window.Features.Span[^1];
            return Sample<float>.FromFeatures(Subtract(window.Features, last), Past) with
            {
                Targets = Subtract(window.Targets, last),
            };
        });

    private static float[] Subtract(ReadOnlyMemory<float> values, float last) =>
        Array.ConvertAll(values.ToArray(), value => value - last);
}
