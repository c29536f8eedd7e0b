namespace RnnGen;

/// <summary>Feeds the rows of a batch that a pass has computed to metrics, each of the head that it looks at.</summary>
internal sealed class MetricFeed<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly HeadFeed<T>[] _heads;

    /// <exception cref="ArgumentException">A metric does not fit the model.</exception>
    public MetricFeed(Model<T> model, IReadOnlyList<Metric> metrics)
    {
        MetricChecks.AllFit(model, metrics);
        _metrics = metrics;
        _heads = [.. metrics
            .GroupBy(metric => metric.Head == null ? 0 : model.Info.Head(metric.Head, nameof(metrics)))
            .Select(group => new HeadFeed<T>(model, group.Key, [.. group]))];
    }

    public void Reset()
    {
        foreach (Metric metric in _metrics)
            metric.Reset();
    }

    /// <summary>What the metrics have counted so far.</summary>
    public MetricCounts Save() => new(_metrics);

    /// <summary>Adds all rows of the batch.</summary>
    public void Add(Pass<T> pass, Batch<T> batch)
    {
        foreach (HeadFeed<T> head in _heads)
            head.Add(pass, batch);
    }
}
