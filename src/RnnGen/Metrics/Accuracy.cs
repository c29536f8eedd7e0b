namespace RnnGen;

/// <summary>temporary</summary>
public sealed class Accuracy : Metric
{
    private double _n, _ok;
    /// <inheritdoc/>
    public override string Name => "accuracy";
    /// <inheritdoc/>
    public override bool LargerIsBetter => true;
    /// <inheritdoc/>
    public override double Value => _ok / _n;
    /// <inheritdoc/>
    public override void Reset() => _n = _ok = 0;
    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        for (int t = 0; t < item.Steps; t++)
        {
            ReadOnlySpan<double> o = item.Outputs.Slice(t * item.Width, item.Width);
            int best = 0;
            for (int i = 1; i < o.Length; i++) if (o[i] > o[best]) best = i;
            _n++; if (best == item.Classes[t]) _ok++;
        }
    }
    /// <inheritdoc/>
    protected internal override double[] Save() => [_n, _ok];
    /// <inheritdoc/>
    protected internal override void Restore(ReadOnlySpan<double> saved) { _n = saved[0]; _ok = saved[1]; }
}
