using System.Runtime.InteropServices;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Cuts an epoch's samples into batches. With bucketing, samples of a pool of batches are sorted by length first, so
/// that a batch's rows are of similar length, and the pool's batches are shuffled: random enough, little padding.
/// </summary>
internal sealed class EpochBatches<T> : IBatches<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Batches of a pool.</summary>
    private const int PoolBatches = 64;

    // Stream 0 of the key is the order of the samples.
    private const ulong FirstPoolStream = 1;

    private readonly IEnumerator<NumberedSample<T>> _samples;
    private readonly ModelInfo? _info;
    private readonly int _batchSize;
    private readonly int _poolSize;
    private readonly bool _sorts;
    private readonly ulong? _shuffleKey;
    private readonly List<NumberedSample<T>> _pool = [];
    private readonly List<int> _starts = [];
    private ulong _poolNumber;
    private int _next;
    private bool _hasEnded;

    /// <summary>Starts an epoch.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">Rows of a batch; an epoch's last batch may be smaller.</param>
    /// <param name="sorts">Whether samples of similar length go together.</param>
    /// <param name="shuffleKey">What the order is drawn from, or null for the order as given.</param>
    /// <param name="info">The model, whose samples may have to be unfolded; or null.</param>
    public EpochBatches(
        Dataset<T> dataset, int batchSize, bool sorts, ulong? shuffleKey, ModelInfo? info = null)
    {
        _info = info;
        _samples = dataset.Epoch(shuffleKey).GetEnumerator();
        _batchSize = batchSize;
        _poolSize = sorts ? (int)Math.Min((long)batchSize * PoolBatches, Array.MaxLength) : batchSize;
        _sorts = sorts;
        _shuffleKey = shuffleKey;
    }

    public int Samples { get; private set; }

    /// <summary>The batch's samples.</summary>
    public ReadOnlySpan<NumberedSample<T>> Current
    {
        get
        {
            int start = _starts[_next - 1];
            int length = Math.Min(_batchSize, _pool.Count - start);
            return CollectionsMarshal.AsSpan(_pool).Slice(start, length);
        }
    }

    public bool MoveNext()
    {
        if (_hasEnded)
            return false;
        if (_next == _starts.Count)
            FillPool();
        _hasEnded = _starts.Count == 0;
        if (_hasEnded)
            return false;
        _next++;
        Samples += Current.Length;
        return true;
    }

    public Batch<T> Build(BatchBuilder<T> builder) => builder.Build(Current);

    public void Carry(Pass<T> pass)
    {
    }

    public void Dispose() => _samples.Dispose();

    private void FillPool()
    {
        _pool.Clear();
        _starts.Clear();
        _next = 0;
        while (_pool.Count < _poolSize && _samples.MoveNext())
        {
            NumberedSample<T> next = _samples.Current;
            if (next.Sample == null)
                throw new ArgumentException($"Sample {next.Number} is null.");
            _pool.Add(_info == null ? next : next.Unfold(_info));
        }

        // Where lengths are equal the order stays: sorting must be stable.
        if (_sorts)
        {
            NumberedSample<T>[] sorted = [.. _pool.OrderBy(static item => item.Sample.Length)];
            _pool.Clear();
            _pool.AddRange(sorted);
        }

        for (long start = 0; start < _pool.Count; start += _batchSize)
            _starts.Add((int)start);
        if (_sorts && _shuffleKey is { } key)
        {
            Span<int> starts = CollectionsMarshal.AsSpan(_starts);
            CounterRandom.Shuffle(starts, key, FirstPoolStream + _poolNumber++);
        }
    }
}
