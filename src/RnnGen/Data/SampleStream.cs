namespace RnnGen;

/// <summary>Samples that are read one after the other and shuffled through a buffer.</summary>
internal sealed class SampleStream<T> : Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IEnumerable<Sample<T>> _samples;
    private readonly int _bufferSize;

    public SampleStream(IEnumerable<Sample<T>> samples, int bufferSize)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 1);
        _samples = samples;
        _bufferSize = bufferSize;
    }

    public override int? Count => null;

    internal override int LongestSample => 0;

    internal override int LongestList => 0;

    internal override long? Steps => null;

    internal override IEnumerable<NumberedSample<T>> Epoch(ulong? shuffleKey)
    {
        var buffer = new List<NumberedSample<T>>();
        int number = 0;
        ulong draws = 0;
        foreach (Sample<T> sample in _samples)
        {
            var next = new NumberedSample<T>(number++, sample);
            if (shuffleKey is not { } key)
            {
                yield return next;
            }
            else if (buffer.Count < _bufferSize)
            {
                buffer.Add(next);
            }
            else
            {
                int index = CounterRandom.Integer(key, 0, draws++, _bufferSize);
                yield return buffer[index];
                buffer[index] = next;
            }
        }

        while (buffer.Count > 0)
        {
            int index = CounterRandom.Integer(shuffleKey!.Value, 0, draws++, buffer.Count);
            yield return buffer[index];
            buffer[index] = buffer[^1];
            buffer.RemoveAt(buffer.Count - 1);
        }
    }
}
