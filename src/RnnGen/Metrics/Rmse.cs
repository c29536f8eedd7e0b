namespace RnnGen;

/// <summary>Root of the mean squared error over all target values.</summary>
public sealed class Rmse : MeanMetric
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        item.Check(Name, classes: false, targets: true);
        for (int i = 0; i < item.Targets.Length; i++)
        {
            double error = item.Outputs[i] - item.Targets[i];
            AddTerm(error * error);
        }
    }

    private protected override double FromMean(double mean) => Math.Sqrt(mean);
}
