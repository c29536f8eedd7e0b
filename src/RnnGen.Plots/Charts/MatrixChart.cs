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
    private const double SmallestCellWithText = 17;

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
        (double width, double height) = SizeOf(names, names);
        options = options.Or($"Confusion matrix: {accuracy} % right", width, height, "predicted class", "target class");
        double cell = CellOf(count);
        double widest = Enumerable.Range(0, shares.Length).Max(i => TextStyle.Tick.Measure(CountAt(i)));
        return Draw(shares, names, names, options, cell >= Math.Max(SmallestCellWithText, widest + 3) ? CountAt : null);

        string CountAt(int i) => confusion[i / count, i % count] is > 0 and var number
            ? number.ToString(CultureInfo.InvariantCulture)
            : "";
    }

    public static Picture Attention(
        double[] weights, IReadOnlyList<string> queries, IReadOnlyList<string> memory, PlotOptions options)
    {
        (double width, double height) = SizeOf(queries, memory);
        return Draw(weights, queries, memory, options.Or("Attention", width, height, "read", "said"), null);
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

    private static double CellOf(int count) => Math.Clamp(Sides / count, SmallestCell, LargestCell);

    // Square cells, and room for the names.
    private static (double Width, double Height) SizeOf(IReadOnlyList<string> lines, IReadOnlyList<string> columns)
    {
        double cell = CellOf(Math.Max(lines.Count, columns.Count));
        double left = lines.Max(static name => TextStyle.Tick.Measure(name)) + 28;
        double below = columns.Max(static name => TextStyle.Tick.Measure(name));
        double bottom = (below + 6 > cell ? (below * 0.7072) + 5 : 12) + 28;
        return (
            Math.Max(200, 16 + left + (cell * columns.Count) + 48), 16 + 26 + (cell * lines.Count) + bottom + 4);
    }
}
