using System.Collections.ObjectModel;
using RnnGen.Program;

namespace RnnGen;

/// <summary>How well a model does on a dataset.</summary>
/// <param name="Loss">Mean loss; of several heads the sum of their means by their weights.</param>
/// <param name="Metrics">Metrics by name.</param>
/// <param name="Sequences">Number of samples.</param>
/// <param name="Duration">Time it took.</param>
public sealed record Evaluation(
    double Loss, IReadOnlyDictionary<string, double> Metrics, int Sequences, TimeSpan Duration)
{
    /// <summary>Mean loss of each head that has one, by <see cref="HeadInfo.Name"/> and not by its weight.</summary>
    public IReadOnlyDictionary<string, double> Losses { get; init; } = ReadOnlyDictionary<string, double>.Empty;

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
