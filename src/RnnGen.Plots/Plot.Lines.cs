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
                SeriesOf("truth", Doubles(truth), options),
                SeriesOf("prediction", Doubles(prediction), options),
            ],
            options,
            "Truth and prediction",
            "step",
            "");
    }

    /// <summary>
    /// Any lines over one horizontal axis. NaN interrupts a line. Of many points those are kept that are seen: the
    /// first, the highest, the lowest and the last of each quarter of a pixel.
    /// </summary>
    /// <param name="lines">Values by the name that each line has in the legend.</param>
    /// <param name="options">Title, size, axes, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no lines, or one has no name or no values.</exception>
    public static Picture Lines<T>(
        IReadOnlyList<(string Name, IReadOnlyList<T> Values)> lines, PlotOptions? options = null)
        where T : INumberBase<T>
    {
        RequireSome(lines, nameof(lines));
        RequireNames(lines.Select(static line => line.Name), nameof(lines));
        foreach ((_, IReadOnlyList<T> values) in lines)
            RequireSome(values, nameof(lines));
        options ??= PlotOptions.Default;
        return Lines(
            [.. lines.Select(line => SeriesOf(line.Name, Doubles(line.Values), options))],
            options,
            "",
            "step",
            "");
    }

    private static Picture Lines(
        IReadOnlyList<Series> series, PlotOptions options, string title, string x, string y)
    {
        double width = options.Width ?? Page * 0.8;
        var chart = new LineChart(series, new PanelText("", options.X ?? x, options.Y ?? y)) { LogY = options.LogY };
        double height = Math.Max(300, Sheet.HeightAround + chart.LeastHeight(Sheet.RoomOf(width)));
        var sheet = new Sheet(options.Or(title, width, height, x, y));
        chart.Draw(sheet.Canvas, sheet.Room);
        return sheet.Finish("Lines");
    }

    private static Series SeriesOf(string name, double[] values, PlotOptions options)
    {
        double last = options.XStart + (options.XStep * (values.Length - 1));
        if (double.IsFinite(options.XStart) && double.IsFinite(options.XStep) && !double.IsFinite(last))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.XStep,
                FormattableString.Invariant(
                    $"XStep is {options.XStep}: value {values.Length} of {values.Length} lies at {last} on the ")
                    + "horizontal axis.");
        }

        return Series.At(name, options.XStart, options.XStep, values);
    }
}
