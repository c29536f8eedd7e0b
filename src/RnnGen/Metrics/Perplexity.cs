namespace RnnGen;

/// <summary>
/// The exponential of the mean negative log-likelihood of the target classes, in nats; the outputs are logits of a
/// softmax. A model that knows nothing has as many as there are classes.
/// </summary>
public sealed class Perplexity : MeanMetric
{
    /// <inheritdoc/>
    public override string Name => "perplexity";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    internal override string? Misfit(in MetricItem item) => item.ScoresMisfit(Name);

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        Check(item);
        for (int t = 0; t < item.Steps; t++)
        {
            if (item.ClassAt(t) is { } target)
                AddTerm(NegativeLogLikelihood(item.OutputsAt(t), target));
        }
    }

    private protected override double FromMean(double mean) => Math.Exp(mean);

    private static double NegativeLogLikelihood(ReadOnlySpan<double> logits, int target)
    {
        double largest = double.NegativeInfinity;
        foreach (double logit in logits)
            largest = Math.Max(largest, logit);
        double sum = 0;
        foreach (double logit in logits)
            sum += Math.Exp(logit - largest);
        return Math.Log(sum) + largest - logits[target];
    }
}
