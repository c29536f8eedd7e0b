namespace RnnGen;

/// <summary>
/// Share of steps whose target is among the k largest outputs; of equal outputs those of lower classes come first.
/// </summary>
public sealed class TopKAccuracy : MeanMetric
{
    /// <summary>The metric for some number of guesses.</summary>
    /// <param name="k">Number of guesses, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public TopKAccuracy(int k = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        K = k;
        Name = $"top{k}_accuracy";
    }

    /// <summary>Number of guesses.</summary>
    public int K { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    internal override string? Misfit(in MetricItem item) => item.ScoresMisfit(Name);

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        Check(item);
        for (int t = 0; t < item.Steps; t++)
        {
            if (item.ClassAt(t) is { } target)
                AddTerm(Rank(item.OutputsAt(t), target) < K ? 1 : 0);
        }
    }

    private static int Rank(ReadOnlySpan<double> outputs, int target)
    {
        if (double.IsNaN(outputs[target]))
            return int.MaxValue;
        int rank = 0;
        for (int j = 0; j < outputs.Length; j++)
        {
            if (outputs[j] > outputs[target] || (j < target && outputs[j] == outputs[target]))
                rank++;
        }

        return rank;
    }
}
