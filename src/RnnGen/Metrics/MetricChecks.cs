using RnnGen.Program;

namespace RnnGen;

/// <summary>Refuses metrics that no row of a model could ever be added to.</summary>
internal static class MetricChecks
{
    private const string Argument = "Metrics";

    /// <summary>
    /// Refuses metrics of which one is null, of a head that the model has not, or not for what it gives.
    /// </summary>
    /// <exception cref="ArgumentException">One is.</exception>
    public static void AllFit<T>(Model<T> model, IReadOnlyList<Metric> metrics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < metrics.Count; i++)
        {
            Metric metric = metrics[i] ?? throw new ArgumentException($"Metrics[{i}] is null.", Argument);
            int head = metric.Head == null ? 0 : model.Info.Head(metric.Head, Argument);
            if (metric.Misfit(ItemOf(model, head)) is not { } misfit)
                continue;
            string subject = model.Info.Heads.Count == 1
                ? model.Info.Name
                : $"The head '{model.Info.Heads[head].Name}' of {model.Info.Name}";
            throw new ArgumentException($"{subject} {misfit}.", Argument);
        }
    }

    /// <summary>What a head gives for a row of one step; the numbers mean nothing.</summary>
    private static MetricItem ItemOf<T>(Model<T> model, int number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        HeadInfo head = model.Info.Heads[number];
        bool readsClasses = model.Losses[number] is { ReadsClasses: true };
        bool readsValues = model.Losses[number] is { ReadsClasses: false };
        return new MetricItem
        {
            Outputs = new double[head.Width],
            Steps = 1,
            Width = head.Width,
            Classes = readsClasses ? new int[1] : default,
            Predicted = head.Loss is { IsPerSequence: true } ? new int[1] : default,
            HasLists = head.Loss is { Kind: LossKind.Ctc },
            Targets = readsValues ? new double[head.Width] : default,
            ClassNames = number == 0 ? model.ClassNames : null,
        };
    }
}
