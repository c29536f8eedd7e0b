using System.Globalization;
using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>Matrices whose lines and columns have names.</summary>
internal static class MatrixChart
{
    private const double SmallestCell = 13;
    private const double LargestCell = 46;
    private const double Sides = 400;
    private const double WidestName = 160;
    private const double LeastWidth = 200;
    private const double WidestTitle = 400;
    private const double Margin = 8;

    public static Picture Confusion(ConfusionMatrix confusion, IReadOnlyList<string>? names, PlotOptions options)
    {
        int count = confusion.Classes;
        names ??= [.. Enumerable.Range(0, count).Select(static i => i.ToString(CultureInfo.InvariantCulture))];
        var shares = new double[count * count];
        for (int target = 0; target < count; target++)
        {
            double all = Enumerable.Range(0, count).Sum(predicted => confusion[target, predicted]);
            for (int predicted = 0; predicted < count; predicted++)
                shares[(target * count) + predicted] = confusion[target, predicted] / all; // NaN without any
        }

        string accuracy = (100 * confusion.Value).ToString("0.0", CultureInfo.InvariantCulture);
        string title = options.Title ?? $"Confusion matrix: {accuracy} % right";
        (double width, double height) = SizeOf(names, names, title);
        return Draw(
            shares, names, names, options.Or(title, width, height, "predicted class", "target class"), CountAt);

        string CountAt(int i) => confusion[i / count, i % count] is > 0 and var number
            ? number.ToString(CultureInfo.InvariantCulture)
            : "";
    }

    public static Picture Attention(
        double[] weights, IReadOnlyList<string> queries, IReadOnlyList<string> memory, PlotOptions options)
    {
        string title = options.Title ?? "Attention";
        (double width, double height) = SizeOf(queries, memory, title);
        return Draw(weights, queries, memory, options.Or(title, width, height, "read", "said"), null);
    }

    public static Picture Heatmap(double[] values, int columns, PlotOptions options)
    {
        options = options.Or("", 520, 320, "column", "line");
        var sheet = new Sheet(options);
        new HeatChart(
            values, new PanelText("", options.X!, options.Y!), HeatChart.Counting(columns),
            HeatChart.Counting(values.Length / columns)).Draw(sheet.Canvas, sheet.Room);
        return sheet.Finish("Heatmap");
    }

    private static Picture Draw(
        double[] shares, IReadOnlyList<string> lines, IReadOnlyList<string> columns, PlotOptions options,
        Func<int, string>? text)
    {
        var sheet = new Sheet(options);
        var chart = new HeatChart(
            shares, new PanelText("", options.X!, options.Y!), new CategoryAxis(columns), new CategoryAxis(lines))
        {
            Map = ColourMap.Shares,
            Range = (0, 1),
            CellText = text,
        };
        chart.Draw(sheet.Canvas, sheet.Room);
        return sheet.Finish(options.Title!);
    }

    // Square cells, where there are not few columns below a long title, and room for the names.
    private static (double Width, double Height) SizeOf(
        IReadOnlyList<string> lines, IReadOnlyList<string> columns, string title)
    {
        double cell = Math.Clamp(Sides / Math.Max(lines.Count, columns.Count), SmallestCell, LargestCell);
        double around = (2 * Margin) + WidestOf(lines) + 28 + 48;
        double least = Math.Max(
            LeastWidth, (2 * Margin) + Math.Min(TextStyle.Title.Measure(title) + 1, WidestTitle));
        double wide = Math.Max(cell, (least - around) / columns.Count);
        if (lines.Count == columns.Count)
            cell = wide;
        double below = WidestOf(columns);
        double bottom = (below + 6 > wide ? (below * 0.7072) + 5 : 12) + 28;
        return (around + (wide * columns.Count), Sheet.HeightAround + (cell * lines.Count) + bottom + 4);
    }

    private static double WidestOf(IReadOnlyList<string> names) =>
        Math.Min(WidestName, names.Max(static name => TextStyle.Tick.Measure(name)));
}
