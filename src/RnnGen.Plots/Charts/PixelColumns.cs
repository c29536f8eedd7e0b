using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>Lines of more points than a picture shows.</summary>
internal static class PixelColumns
{
    /// <summary>Columns in a pixel of 1/96 inch, so that files for paper show the same line.</summary>
    private const double PerPixel = 4;

    /// <summary>Lines of fewer points are drawn as they are.</summary>
    private const int Few = 4096;

    /// <summary>
    /// Of neighbours within a narrow column the first, the highest, the lowest and the last, in their order: all that
    /// is seen of them.
    /// </summary>
    public static IReadOnlyList<Point> Thin(IReadOnlyList<Point> points)
    {
        if (points.Count <= Few)
            return [.. points];
        var kept = new List<Point>();
        for (int start = 0, end; start < points.Count; start = end)
        {
            (int top, int bottom) = (start, start);
            for (end = start + 1; end < points.Count && ColumnOf(points[end]) == ColumnOf(points[start]); end++)
            {
                if (points[end].Y < points[top].Y)
                    top = end;
                if (points[end].Y > points[bottom].Y)
                    bottom = end;
            }

            int previous = -1;
            foreach (int index in new[] { start, Math.Min(top, bottom), Math.Max(top, bottom), end - 1 })
            {
                if (index > previous)
                    kept.Add(points[index]);
                previous = index;
            }
        }

        return kept;
    }

    /// <summary>The points of a scattered line, one of those that hide each other.</summary>
    public static IEnumerable<Point> Apart(IReadOnlyCollection<Point> dots) => dots.Count <= Few
        ? dots
        : dots.DistinctBy(static dot => (Math.Round(dot.X), Math.Round(dot.Y)));

    private static double ColumnOf(Point point) => Math.Floor(point.X * PerPixel);
}
