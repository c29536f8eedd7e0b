namespace RnnGen;

/// <summary>Makes datasets.</summary>
public static class Dataset
{
    /// <summary>Samples that can be reached by number; a list may read them when they are asked for.</summary>
    /// <param name="samples">The samples; not copied.</param>
    public static Dataset<T> From<T>(IReadOnlyList<Sample<T>> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new SampleList<T>(samples);

    /// <summary>
    /// Samples that are read one after the other, once an epoch, and need not fit into memory. They are shuffled
    /// through a buffer: each sample comes from a random place among the next <paramref name="shuffleBuffer"/>.
    /// </summary>
    /// <param name="samples">Enumerated once an epoch; must give the same samples each time.</param>
    /// <param name="shuffleBuffer">Samples that are held at once, at least 1; 1 keeps the order.</param>
    public static Dataset<T> Stream<T>(IEnumerable<Sample<T>> samples, int shuffleBuffer = 1000)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new SampleStream<T>(samples, shuffleBuffer);

    /// <summary>
    /// Splits samples at random into a part to train on and a part to validate on, each in the order as given.
    /// </summary>
    /// <param name="samples">The samples.</param>
    /// <param name="validationShare">Share of the second part, in (0, 1); it is rounded to whole samples.</param>
    /// <param name="seed">What the choice is drawn from.</param>
    /// <exception cref="ArgumentException">The share leaves one of the parts empty.</exception>
    public static (Sample<T>[] Training, Sample<T>[] Validation) Split<T>(
        IReadOnlyList<Sample<T>> samples, double validationShare, ulong seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        int count = validationShare is > 0 and < 1 ? (int)Math.Round(samples.Count * validationShare) : 0;
        if (count == 0 || count == samples.Count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"validationShare is {validationShare}: of {samples.Count} samples ")
                    + "it leaves one part empty.",
                nameof(validationShare));
        }

        int[] order = Enumerable.Range(0, samples.Count).ToArray();
        CounterRandom.Shuffle(order.AsSpan(), CounterRandom.DeriveKey(seed, RandomPurpose.Shuffle, ulong.MaxValue), 0);
        Array.Sort(order, 0, count);
        Array.Sort(order, count, order.Length - count);
        Sample<T>[] validation = [.. order.Take(count).Select(i => samples[i])];
        Sample<T>[] training = [.. order.Skip(count).Select(i => samples[i])];
        return (training, validation);
    }
}
