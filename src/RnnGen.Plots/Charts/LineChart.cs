using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>Lines in a panel, with a legend where there are several.</summary>
internal sealed class LineChart(IReadOnlyList<Series> series, PanelText text)
{
    private const double LegendGap = 5;
    private const double LegendShare = 0.7;
    private const int MostLegendLines = 40;
    private const double LeastFrame = 100;
    private const int MostDots = 12;
    private const double LineWidth = 1.75;

    /// <summary>The horizontal axis, or null for one on which the numbers have room.</summary>
    public Axis? X { get; init; }

    /// <summary>Whether the vertical axis is logarithmic; null for a choice by the numbers.</summary>
    public bool? LogY { get; init; }

    /// <summary>A place on the horizontal axis that is marked, with its name in the legend.</summary>
    public (string Name, double At)? Highlight { get; init; }

    /// <summary>The height at which lines have room below all of the legend, 40 lines of it at most.</summary>
    /// <param name="width">Width of the chart.</param>
    public double LeastHeight(double width)
    {
        int lines = new Legend(Entries(), width * LegendShare, MostLegendLines).Lines;
        return PanelLayout.HeightAround(text) + LeastFrame + HeightOf(lines);
    }

    public void Draw(Canvas canvas, Box outer)
    {
        List<LegendEntry> entries = Entries();
        int lines = new Legend(entries, outer.Width * LegendShare, LegendLinesIn(outer.Height)).Lines;
        double above = HeightOf(lines);
        Axis x = X ?? AxisOf(series.SelectMany(static s => s.X));
        var panel = new Panel(
            canvas, outer, x, Axis.Fit(series.SelectMany(static s => s.Y), LogY), text with { Above = above });
        panel.DrawGrid();
        if (Highlight is { } place)
        {
            double at = panel.X(place.At);
            canvas.Line([new(at, panel.Inner.Top), new(at, panel.Inner.Bottom)], Paint.Muted, 1.25, Dash.Short);
        }

        for (int i = 0; i < series.Count; i++)
            DrawLine(canvas, panel, series[i], i);
        panel.DrawAxes();

        // Beside wide numbers there may be less room than was planned.
        double width = Math.Min(outer.Width * LegendShare, outer.Right - panel.Inner.Left);
        new Legend(entries, width, lines).Draw(canvas, new(panel.Inner.Left, panel.Inner.Top - above));
    }

    private List<LegendEntry> Entries()
    {
        List<LegendEntry> entries = series.Count < 2
            ? []
            : [.. series.Select(static (s, i) => new LegendEntry(s.Name, Palette.Of(i), Palette.DashOf(i)))];
        if (Highlight is { } named)
            entries.Add(new LegendEntry(named.Name, Paint.Muted, Dash.Short));
        return entries;
    }

    private static double HeightOf(int legendLines) =>
        legendLines == 0 ? 0 : (legendLines * Legend.LineHeight) + LegendGap;

    // A low chart is half legend at most.
    private int LegendLinesIn(double height)
    {
        double room = height - PanelLayout.HeightAround(text);
        double left = room - LegendGap - Math.Min(LeastFrame, room / 2);
        return Math.Clamp((int)((left / Legend.LineHeight) + 1e-6), 0, MostLegendLines);
    }

    // Lines reach from edge to edge: only numbers upwards need room.
    private static LinearAxis AxisOf(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        (double low, double high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        return new LinearAxis(low, high, isWhole: Array.TrueForAll(finite, static value => value == Math.Round(value)));
    }

    private static void DrawLine(Canvas canvas, Panel panel, Series line, int index)
    {
        Paint paint = Palette.Of(index);
        var points = new List<Point>();
        var alone = new List<Point>();
        int finite = line.Y.Count(double.IsFinite);
        for (int i = 0; i <= line.Y.Count; i++)
        {
            double y = i < line.Y.Count ? panel.Y(line.Y[i]) : double.NaN;
            if (double.IsFinite(y))
            {
                points.Add(new Point(panel.X(line.X[i]), y));
                continue;
            }

            if (points.Count > 1)
                canvas.Line(PixelColumns.Thin(points), paint, LineWidth, Palette.DashOf(index));
            if (finite <= MostDots || points.Count == 1)
                alone.AddRange(points);
            points.Clear();
        }

        foreach (Point point in PixelColumns.Apart(alone))
            canvas.Dot(point, 2.4, paint);
    }
}
