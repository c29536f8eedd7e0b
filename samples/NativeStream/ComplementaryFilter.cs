using RnnGen;

namespace NativeStream;

/// <summary>
/// What is used without a network: the gyroscope's rate is summed up, and pulled towards the accelerometer's angle.
/// </summary>
internal static class ComplementaryFilter
{
    private const float StepSeconds = 0.01f;

    /// <summary>The root of the mean squared error over samples, with the best share of ninety-nine.</summary>
    public static (double Rmse, float Share) Best(IReadOnlyList<Sample<float>> samples) =>
        Enumerable.Range(1, 99).Select(static percent => percent / 100f)
            .Select(share => (Rmse: Rmse(samples, share), share)).MinBy(static pair => pair.Rmse);

    private static double Rmse(IReadOnlyList<Sample<float>> samples, float share)
    {
        double squares = 0;
        long count = 0;
        foreach (Sample<float> sample in samples)
        {
            ReadOnlySpan<float> sensors = sample.Features.Span, tilt = sample.Targets.Span;
            float angle = sensors[1];
            for (int t = 0; t < tilt.Length; t++, count++)
            {
                angle = ((1 - share) * (angle + (StepSeconds * sensors[2 * t]))) + (share * sensors[(2 * t) + 1]);
                squares += (angle - tilt[t]) * (angle - tilt[t]);
            }
        }

        return Math.Sqrt(squares / count);
    }
}
