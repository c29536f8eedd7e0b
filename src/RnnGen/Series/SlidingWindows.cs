namespace RnnGen;

/// <summary>Cuts one long series into samples: some steps, and what comes next as the target.</summary>
public static class SlidingWindows
{
    /// <summary>The target feature that stands for all features.</summary>
    public const int AllFeatures = -1;

    /// <summary>
    /// Cuts a series. Sample i has steps i * stride to i * stride + length - 1 as its features [length, F], and as its
    /// targets the next horizon values of the target feature [horizon], or of all of them [horizon, F]. Features are
    /// slices of the series and are not copied, nor are targets where they stand together there.
    /// </summary>
    /// <param name="series">The series. [N, F]</param>
    /// <param name="length">Steps of a sample, at least 1.</param>
    /// <param name="horizon">Steps to predict; 0 gives samples without targets.</param>
    /// <param name="features">Number of features F.</param>
    /// <param name="stride">Distance of the samples' first steps, at least 1.</param>
    /// <param name="targetFeature">
    /// The feature to predict, 0 to F - 1, or <see cref="AllFeatures"/>.
    /// </param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <returns>The samples, (N - length - horizon) / stride + 1 of them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// The series is no multiple of the features, or too short for one sample.
    /// </exception>
    public static Sample<T>[] Cut<T>(
        ReadOnlyMemory<T> series,
        int length,
        int horizon = 1,
        int features = 1,
        int stride = 1,
        int targetFeature = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(horizon);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        if (targetFeature < AllFeatures || targetFeature >= features)
        {
            throw new ArgumentOutOfRangeException(
                nameof(targetFeature),
                targetFeature,
                $"targetFeature is {targetFeature}; the series has features 0 to {features - 1} (or {AllFeatures}, "
                + "all of them).");
        }

        if (series.Length % features != 0)
        {
            throw new ArgumentException(
                $"series has {series.Length} elements, which is no multiple of {features} features.", nameof(series));
        }

        int steps = series.Length / features;
        long needed = (long)length + horizon;
        if (steps < needed)
        {
            throw new ArgumentException(
                $"series has {steps} steps; a sample of {length} with {horizon} to predict needs {needed}.",
                nameof(series));
        }

        var samples = new Sample<T>[((steps - (int)needed) / stride) + 1];
        for (int i = 0; i < samples.Length; i++)
        {
            int start = i * stride;
            samples[i] = Sample<T>.FromFeatures(series.Slice(start * features, length * features), length) with
            {
                Targets = Targets(series, start + length, horizon, features, targetFeature),
            };
        }

        return samples;
    }

    private static ReadOnlyMemory<T> Targets<T>(
        ReadOnlyMemory<T> series, int start, int horizon, int features, int targetFeature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlyMemory<T> next = series.Slice(start * features, horizon * features);
        if (targetFeature == AllFeatures || features == 1)
            return next;
        var targets = new T[horizon];
        for (int t = 0; t < horizon; t++)
            targets[t] = next.Span[(t * features) + targetFeature];
        return targets;
    }
}
