namespace RnnGen;

/// <summary>Samples that can be reached by number.</summary>
internal sealed class SampleList<T>(IReadOnlyList<Sample<T>> samples) : Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<Sample<T>> _samples =
        samples ?? throw new ArgumentNullException(nameof(samples));

    public override int? Count => _samples.Count;

    // A list of another kind may read each sample from a disk.
    internal override IReadOnlyList<Sample<T>>? InMemory =>
        _samples is Sample<T>[] or List<Sample<T>> ? _samples : null;

    internal override int LongestSample => IsInMemory && _samples.Count > 0
        ? _samples.Max(static sample => sample?.Longest ?? 0)
        : 0;

    internal override int LongestList => IsInMemory && _samples.Count > 0
        ? _samples.Max(static sample => sample?.Classes.Length ?? 0)
        : 0;

    internal override long? Steps => IsInMemory ? _samples.Sum(static sample => (long)(sample?.Steps ?? 0)) : null;

    private bool IsInMemory => InMemory != null;

    internal override IEnumerable<NumberedSample<T>> Epoch(ulong? shuffleKey)
    {
        int[] order = Enumerable.Range(0, _samples.Count).ToArray();
        if (shuffleKey is { } key)
            CounterRandom.Shuffle(order.AsSpan(), key, 0);
        foreach (int index in order)
            yield return new NumberedSample<T>(index, _samples[index]);
    }
}
