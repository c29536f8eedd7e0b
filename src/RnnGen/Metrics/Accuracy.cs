namespace RnnGen;

/// <summary>
/// Share of right predictions. With classes, that of steps where the largest output is the target's; with one output,
/// a logit, whether it is above 0. With target values, that of outputs whose logit is above 0 where the target is above
/// one half, and not elsewhere (several labels at once).
/// </summary>
public sealed class Accuracy : MeanMetric
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    internal override string? Misfit(in MetricItem item) => item.Misfit(Name, classes: true, targets: true);

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        Check(item);
        if (item.HasTargets)
        {
            for (int i = 0; i < item.Targets.Length; i++)
                AddTerm(item.Outputs[i] > 0 == item.Targets[i] > 0.5 ? 1 : 0);
            return;
        }

        for (int t = 0; t < item.Steps; t++)
        {
            if (item.ClassAt(t) is { } target)
                AddTerm(item.PredictedAt(t) == target ? 1 : 0);
        }
    }
}
