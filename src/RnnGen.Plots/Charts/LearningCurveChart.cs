using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>Losses, metrics and the learning rate by epoch.</summary>
internal static class LearningCurveChart
{
    private const double PanelHeight = 236;
    private const double Gap = 14;
    private const int MostColumns = 3;

    public static Picture Draw(TrainingHistory history, PlotOptions options)
    {
        IReadOnlyList<EpochResult> epochs = history.Epochs;
        double[] x = [.. epochs.Select(static epoch => (double)epoch.Epoch)];
        var losses = new List<Series> { new("training", x, [.. epochs.Select(static epoch => epoch.TrainingLoss)]) };
        bool isValidated = epochs.Any(static epoch => !double.IsNaN(epoch.ValidationLoss));
        if (isValidated)
            losses.Add(new("validation", x, [.. epochs.Select(static epoch => epoch.ValidationLoss)]));
        (string, double)? best = history.BestEpoch > 0 && epochs.Count > 1
            ? ($"best epoch, {history.BestEpoch}", history.BestEpoch)
            : null;
        var charts = new List<LineChart>
        {
            new(losses, Text("Loss", options.Y)) { X = EpochAxis(x), Highlight = best, LogY = options.LogY },
        };
        foreach ((string title, List<Series> metrics) in Metrics(epochs, x))
            charts.Add(new(metrics, Text(title, "")) { X = EpochAxis(x) });
        double[] rates = [.. epochs.Select(static epoch => epoch.LearningRate)];
        if (rates.Any(rate => rate != rates[0]))
            charts.Add(new([new("learning rate", x, rates)], Text("Learning rate", "")) { X = EpochAxis(x) });
        return Draw(charts, options, "Learning curves");

        PanelText Text(string title, string? y) => new(title, options.X ?? "epoch", y ?? "");
    }

    public static Picture Draw(IReadOnlyList<(string Name, TrainingHistory History)> runs, PlotOptions options)
    {
        bool isValidated = runs.All(static run => run.History.Epochs.Any(static e => !double.IsNaN(e.ValidationLoss)));
        Series[] series =
        [
            .. runs.Select(run => new Series(
                run.Name,
                [.. run.History.Epochs.Select(static epoch => (double)epoch.Epoch)],
                [.. run.History.Epochs.Select(epoch => isValidated ? epoch.ValidationLoss : epoch.TrainingLoss)])),
        ];
        string title = isValidated ? "Validation loss" : "Training loss";
        var chart = new LineChart(series, new PanelText("", options.X ?? "epoch", options.Y ?? "loss"))
        {
            X = EpochAxis([.. series.SelectMany(static run => run.X)]),
            LogY = options.LogY,
        };
        return Draw([chart], options, title);
    }

    private static Picture Draw(List<LineChart> charts, PlotOptions options, string title)
    {
        int columns = Math.Min(charts.Count, MostColumns), rows = ((charts.Count - 1) / columns) + 1;
        double width = columns switch { 1 => 480, 2 => 672, _ => 860 };
        double panelWidth = (Sheet.RoomOf(options.Width ?? width) - ((columns - 1) * Gap)) / columns;
        double panelHeight = Math.Max(PanelHeight, charts.Max(chart => chart.LeastHeight(panelWidth)));
        options = options.Or(title, width, Sheet.HeightAround + (rows * (panelHeight + Gap)) - Gap);
        var sheet = new Sheet(options);
        for (int i = 0; i < charts.Count; i++)
            charts[i].Draw(sheet.Canvas, sheet.Panel(i, columns, rows, Gap));
        return sheet.Finish(title);
    }

    // Shares stand together; what has a scale of its own has a panel of its own.
    private static IEnumerable<(string Title, List<Series> Lines)> Metrics(
        IReadOnlyList<EpochResult> epochs, double[] x)
    {
        Series[] all =
        [
            .. epochs.SelectMany(static epoch => epoch.Metrics.Keys).Distinct().Select(name => new Series(
                name, x, [.. epochs.Select(epoch => epoch.Metrics.TryGetValue(name, out double v) ? v : double.NaN)])),
        ];
        List<Series> shares = [.. all.Where(static line => !line.Y.Any(static v => v is < 0 or > 1))];
        if (shares.Count > 0)
            yield return (shares.Count == 1 ? shares[0].Name : "Metrics", shares);
        foreach (Series line in all.Except(shares))
            yield return (line.Name, [line]);
    }

    private static LinearAxis EpochAxis(double[] epochs) => epochs.Min() < epochs.Max()
        ? new LinearAxis(epochs.Min(), epochs.Max(), isWhole: true)
        : new LinearAxis(epochs[0] - 0.5, epochs[0] + 0.5, isWhole: true);
}
