namespace RnnGen;

/// <summary>What early stopping, the best checkpoint and the schedule watch.</summary>
internal sealed class MonitoredValue
{
    private readonly string? _metric;
    private readonly bool _hasValidation;

    /// <exception cref="ArgumentException">There is no such metric, or two have one name.</exception>
    public MonitoredValue(string? name, IReadOnlyList<Metric> metrics, bool hasValidation)
    {
        _metric = name;
        _hasValidation = hasValidation;
        RequireDistinct(metrics);
        if (name == null)
            return;
        Metric metric = metrics.FirstOrDefault(metric => metric.Name == name)
            ?? throw new ArgumentException(
                $"Monitor is '{name}', which is none of Metrics: "
                    + $"{(metrics.Count == 0 ? "there are none" : string.Join(", ", metrics.Select(m => m.Name)))}. "
                    + "Leave it null for the loss.",
                "Monitor");
        LargerIsBetter = metric.LargerIsBetter;
    }

    /// <summary>What is measured on what, such as "validation loss": values of one measure can be compared.</summary>
    public string Measure => $"{(_hasValidation ? "validation" : "training")} {Name}";

    public string Name => _metric ?? "loss";

    public bool LargerIsBetter { get; }

    public double Of(EpochResult result) =>
        _metric != null ? result.Metrics[_metric] : _hasValidation ? result.ValidationLoss : result.TrainingLoss;

    private static void RequireDistinct(IReadOnlyList<Metric> metrics)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Metric metric in metrics)
        {
            if (!names.Add(metric.Name))
            {
                throw new ArgumentException(
                    $"Two of Metrics are named '{metric.Name}'; results have one value a name.", "Metrics");
            }
        }
    }

    /// <summary>Whether a value improves on the best by more than a margin; NaN never does.</summary>
    public bool IsBetter(double value, double best, double margin)
    {
        if (double.IsNaN(value) || double.IsNaN(best))
            return !double.IsNaN(value);
        return LargerIsBetter ? value > best + margin : value < best - margin;
    }
}
