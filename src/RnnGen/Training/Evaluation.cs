namespace RnnGen;

/// <summary>How well a model does on a dataset.</summary>
/// <param name="Loss">Mean loss; NaN where the model declares none.</param>
/// <param name="Metrics">Metrics by name.</param>
/// <param name="Sequences">Number of samples.</param>
/// <param name="Duration">Time it took.</param>
public sealed record Evaluation(
    double Loss, IReadOnlyDictionary<string, double> Metrics, int Sequences, TimeSpan Duration)
{
    /// <summary>A metric by name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric.</exception>
    public double this[string metric] => Metrics.TryGetValue(metric, out double value)
        ? value
        : throw new KeyNotFoundException(
            $"There is no metric '{metric}'; "
            + (Metrics.Count == 0 ? "none was measured." : $"there are {string.Join(", ", Metrics.Keys)}."));

    /// <summary>One line for people.</summary>
    public override string ToString() => string.Join(
        "   ",
        Metrics.Select(static pair => FormattableString.Invariant($"{pair.Key} {pair.Value:F4}"))
            .Prepend(FormattableString.Invariant($"loss {Loss:F4}")));
}
