namespace RnnGen;

/// <summary>A metric that is a function of a mean: what it adds up is a sum and a count.</summary>
public abstract class MeanMetric : Metric
{
    private double _sum;
    private double _count;

    private protected MeanMetric()
    {
    }

    /// <inheritdoc/>
    public sealed override double Value => _count == 0 ? double.NaN : FromMean(_sum / _count);

    /// <inheritdoc/>
    public sealed override void Reset() => _sum = _count = 0;

    private protected virtual double FromMean(double mean) => mean;

    private protected void AddTerm(double term)
    {
        _sum += term;
        _count++;
    }

    /// <inheritdoc/>
    protected internal sealed override double[] Save() => [_sum, _count];

    /// <inheritdoc/>
    protected internal sealed override void Restore(ReadOnlySpan<double> state)
    {
        RequireState(state.Length == 2 && state[1] >= 0, state);
        (_sum, _count) = (state[0], state[1]);
    }
}
