namespace RnnGen.Execution;

/// <summary>The losses of all heads that have one.</summary>
internal sealed unsafe class HeadLosses<T> : ParallelWork, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _work;
    private readonly LossWork<T>?[] _losses;

    public HeadLosses(Workspace<T> work, IReadOnlyList<Loss<T>?> losses)
    {
        _work = work;
        _losses = [.. losses.Select((loss, head) => loss == null ? null : new LossWork<T>(work, head, loss))];
        Any = _losses.Any(static loss => loss != null);
    }

    /// <summary>Whether there is one.</summary>
    public bool Any { get; }

    /// <summary>A head's loss, or null.</summary>
    public LossWork<T>? this[int head] => _losses[head];

    /// <summary>Makes room for batches up to this size.</summary>
    public void Reserve(int rows, int steps, int labels)
    {
        foreach (LossWork<T>? loss in _losses)
            loss?.Memory.Reserve(rows, steps, labels);
    }

    /// <summary>Takes the targets of a batch.</summary>
    /// <param name="batch">The batch, which has been checked.</param>
    /// <param name="axes">Its axes.</param>
    /// <param name="pins">Holds the targets.</param>
    /// <param name="divisors">What the mean of each head divides by, or null for what the batch itself gives.</param>
    /// <param name="results">Receive the losses one by one.</param>
    public void Prepare(
        Batch<T> batch, ReadOnlySpan<AxisBatch> axes, Pins pins, double[]? divisors, PassResults<T> results)
    {
        for (int head = 0; head < _losses.Length; head++)
        {
            if (_losses[head] is not { } loss)
                continue;
            ref readonly AxisBatch axis = ref axes[_work.Info.Heads[head].Axis];
            double* losses = results.PrepareLosses(head, loss.Count(_work.Rows, axis.Steps));
            loss.Prepare(batch.Target(_work.Info, head), axis, pins, divisors?[head], losses);
        }
    }

    /// <summary>Adds what a batch counts in the mean of each head.</summary>
    /// <param name="batch">The batch, which has been checked.</param>
    /// <param name="denominators">What the batches before count. [heads]</param>
    public void AddShares(Batch<T> batch, Span<double> denominators)
    {
        for (int head = 0; head < _losses.Length; head++)
        {
            if (_losses[head] is not { } loss)
                continue;
            var axis = AxisBatch.Of(_work.Info, batch, _work.Info.Heads[head].Axis);
            denominators[head] = loss.AddShares(
                denominators[head], batch.Target(_work.Info, head), axis, batch.Rows);
        }
    }

    /// <summary>
    /// Says whether what is computed next is the end of a batch, where heads that read out once have their outputs.
    /// </summary>
    public void Start(bool isLast)
    {
        for (int head = 0; head < _losses.Length; head++)
        {
            if (_losses[head] is { } loss)
                loss.IsOn = isLast || _work.Info.Heads[head].PerStep;
        }
    }

    public override void Run(int index)
    {
        foreach (LossWork<T>? loss in _losses)
            loss?.Run(index);
    }

    /// <summary>Sums the losses of what was computed.</summary>
    /// <param name="adds">Whether it was one more segment of the batch.</param>
    public void Finish(bool adds)
    {
        foreach (LossWork<T>? loss in _losses)
            loss?.Finish(adds);
    }

    /// <summary>Writes the gradients of the losses' own parameters of a slice.</summary>
    public void WriteGradients(int slice)
    {
        foreach (LossWork<T>? loss in _losses)
            loss?.Memory.WriteGradients(slice);
    }

    public void Dispose()
    {
        foreach (LossWork<T>? loss in _losses)
            loss?.Dispose();
    }
}
