namespace RnnGen;

/// <summary>A metric of a head of its own.</summary>
internal sealed class HeadMetric(Metric metric, string head) : Metric
{
    public override string Name => $"{head}.{metric.Name}";

    public override string Head => head;

    public override bool LargerIsBetter => metric.LargerIsBetter;

    public override double Value => metric.Value;

    public override string? Details => metric.Details;

    public override void Reset() => metric.Reset();

    public override void Add(in MetricItem item) => metric.Add(item);

    internal override string? Misfit(in MetricItem item) => metric.Misfit(item);

    protected internal override double[] Save() => metric.Save();

    protected internal override void Restore(ReadOnlySpan<double> state) => metric.Restore(state);
}
