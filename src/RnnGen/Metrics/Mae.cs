namespace RnnGen;

/// <summary>Mean absolute error over all target values.</summary>
public sealed class Mae : MeanMetric
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        item.Check(Name, classes: false, targets: true);
        for (int i = 0; i < item.Targets.Length; i++)
            AddTerm(Math.Abs(item.Outputs[i] - item.Targets[i]));
    }
}
