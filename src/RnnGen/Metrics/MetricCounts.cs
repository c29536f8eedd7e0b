namespace RnnGen;

/// <summary>What metrics have counted so far, to be put back.</summary>
internal sealed class MetricCounts
{
    private readonly Metric[] _metrics;
    private readonly double[][] _counts;

    public MetricCounts(IEnumerable<Metric> metrics)
    {
        _metrics = [.. metrics];
        _counts = [.. _metrics.Select(static metric => metric.Save())];
    }

    public void Restore()
    {
        for (int i = 0; i < _metrics.Length; i++)
            _metrics[i].Restore(_counts[i]);
    }
}
