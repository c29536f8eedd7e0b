namespace RnnGen;

/// <summary>Root of the mean squared error over all target values.</summary>
public sealed class Rmse : MeanMetric
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    internal override string? Misfit(in MetricItem item) => item.Misfit(Name, classes: false, targets: true);

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        Check(item);
        for (int i = 0; i < item.Targets.Length; i++)
        {
            double error = item.Outputs[i] - item.Targets[i];
            AddTerm(error * error);
        }
    }

    private protected override double FromMean(double mean) => Math.Sqrt(mean);
}
