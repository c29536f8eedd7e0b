using RnnGen.Plots.Axes;
using RnnGen.Plots.Charts;

namespace RnnGen.Plots;

/// <content>Lines.</content>
public static partial class Plot
{
    /// <summary>What was to come and what a model said of it.</summary>
    /// <param name="truth">The true values.</param>
    /// <param name="prediction">What was predicted for each.</param>
    /// <param name="options">Title, size, axes, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no values, or not as many of both.</exception>
    public static Picture TruthAndPrediction<T>(
        IReadOnlyList<T> truth, IReadOnlyList<T> prediction, PlotOptions? options = null)
        where T : INumberBase<T>
    {
        RequireSome(truth, nameof(truth));
        ArgumentNullException.ThrowIfNull(prediction);
        if (prediction.Count != truth.Count)
        {
            throw new ArgumentException(
                $"prediction has {prediction.Count} values; truth has {truth.Count}.", nameof(prediction));
        }

        options ??= PlotOptions.Default;
        return Lines(
            [
                Series.At("truth", options.XStart, options.XStep, Doubles(truth)),
                Series.At("prediction", options.XStart, options.XStep, Doubles(prediction)),
            ],
            options,
            "Truth and prediction",
            "step",
            "");
    }

    /// <summary>Any lines over one horizontal axis. NaN interrupts a line.</summary>
    /// <param name="lines">Values by the name that each line has in the legend.</param>
    /// <param name="options">Title, size, axes, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no lines, or one has no values.</exception>
    public static Picture Lines<T>(
        IReadOnlyList<(string Name, IReadOnlyList<T> Values)> lines, PlotOptions? options = null)
        where T : INumberBase<T>
    {
        RequireSome(lines, nameof(lines));
        foreach ((_, IReadOnlyList<T> values) in lines)
            RequireSome(values, nameof(lines));
        options ??= PlotOptions.Default;
        return Lines(
            [.. lines.Select(line => Series.At(line.Name, options.XStart, options.XStep, Doubles(line.Values)))],
            options,
            "",
            "step",
            "");
    }

    private static Picture Lines(
        IReadOnlyList<Series> series, PlotOptions options, string title, string x, string y)
    {
        options = options.Or(title, Page * 0.8, 300, x, y);
        var sheet = new Sheet(options);
        new LineChart(series, new PanelText("", options.X!, options.Y!)) { LogY = options.LogY }
            .Draw(sheet.Canvas, sheet.Room);
        return sheet.Finish("Lines");
    }
}
