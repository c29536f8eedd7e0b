using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>Lines in a panel, with a legend where there are several.</summary>
internal sealed class LineChart(IReadOnlyList<Series> series, PanelText text)
{
    private const double LegendGap = 5;
    private const double LegendShare = 0.7;
    private const int MostDots = 12;
    private const double LineWidth = 1.75;

    /// <summary>The horizontal axis, or null for one on which the numbers have room.</summary>
    public Axis? X { get; init; }

    /// <summary>Whether the vertical axis is logarithmic; null for a choice by the numbers.</summary>
    public bool? LogY { get; init; }

    /// <summary>A place on the horizontal axis that is marked, with its name in the legend.</summary>
    public (string Name, double At)? Highlight { get; init; }

    public void Draw(Canvas canvas, Box outer)
    {
        List<LegendEntry> entries = series.Count < 2
            ? []
            : [.. series.Select(static (s, i) => new LegendEntry(s.Name, Palette.Of(i), Palette.DashOf(i)))];
        if (Highlight is { } named)
            entries.Add(new LegendEntry(named.Name, Paint.Muted, Dash.Short));
        double above = entries.Count == 0 ? 0 : Legend.Height(entries, outer.Width * LegendShare) + LegendGap;
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
        Legend.Draw(canvas, new(panel.Inner.Left, panel.Inner.Top - above), entries, outer.Width * LegendShare);
    }

    // Lines reach from edge to edge: only numbers upwards need room.
    private static LinearAxis AxisOf(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        (double low, double high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        return high > low ? new LinearAxis(low, high) : new LinearAxis(low - 0.5, high + 0.5);
    }

    private static void DrawLine(Canvas canvas, Panel panel, Series line, int index)
    {
        Paint paint = Palette.Of(index);
        var points = new List<Point>();
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
                canvas.Line(points.ToArray(), paint, LineWidth, Palette.DashOf(index));
            foreach (Point point in finite <= MostDots || points.Count == 1 ? points : [])
                canvas.Dot(point, 2.4, paint);
            points.Clear();
        }
    }
}
