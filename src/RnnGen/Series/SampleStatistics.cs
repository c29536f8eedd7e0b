namespace RnnGen;

/// <summary>Statistics of what a scaler is made from.</summary>
internal static class SampleStatistics
{
    public static FeatureStatistics OfValues<T>(ReadOnlySpan<T> values, int features, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (values.Length % features != 0)
        {
            throw new ArgumentException(
                $"{argument} has {values.Length} elements, which is no multiple of {features} features.", argument);
        }

        var statistics = new FeatureStatistics(features, argument);
        statistics.Add(values);
        return statistics;
    }

    public static FeatureStatistics OfFeatures<T>(IEnumerable<Sample<T>> samples, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples, argument);
        FeatureStatistics? statistics = null;
        int number = 0;
        foreach (Sample<T> sample in samples)
        {
            if (sample == null || sample.HasTokens)
            {
                throw new ArgumentException(
                    $"{argument} has {(sample == null ? "null" : "tokens")} at sample {number}; features are needed.",
                    argument);
            }

            if (sample.Steps > 0)
            {
                int features = sample.Features.Length / sample.Steps;
                statistics ??= features > 0
                    ? new FeatureStatistics(features, argument)
                    : throw new ArgumentException($"{argument} has 0 features at sample {number}.", argument);
                if (features != statistics.Features)
                {
                    throw new ArgumentException(
                        $"{argument} has {features} features at sample {number}; the samples before have "
                        + $"{statistics.Features}.",
                        argument);
                }

                statistics.Add(sample.Features.Span, number);
            }

            number++;
        }

        return statistics ?? new FeatureStatistics(1, argument);
    }

    public static FeatureStatistics OfTargets<T>(IEnumerable<Sample<T>> samples, int outputs, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples, argument);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        var statistics = new FeatureStatistics(outputs, argument);
        int number = 0;
        foreach (Sample<T> sample in samples)
        {
            if (sample == null)
                throw new ArgumentException($"{argument} has null at sample {number}.", argument);
            if (sample.Targets.Length % outputs != 0)
            {
                throw new ArgumentException(
                    $"{argument} has {sample.Targets.Length} targets at sample {number}, which is no multiple of "
                    + $"{outputs} outputs.",
                    argument);
            }

            statistics.Add(sample.Targets.Span, number);
            number++;
        }

        return statistics;
    }
}
