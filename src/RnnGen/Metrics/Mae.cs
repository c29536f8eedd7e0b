namespace RnnGen;

/// <summary>Mean absolute error over all target values.</summary>
public sealed class Mae : MeanMetric
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    internal override string? Misfit(in MetricItem item) => item.Misfit(Name, classes: false, targets: true);

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        Check(item);
        for (int i = 0; i < item.Targets.Length; i++)
            AddTerm(Math.Abs(item.Outputs[i] - item.Targets[i]));
    }
}
