namespace RnnGen.Plots.Drawing;

/// <summary>Lengths of strokes and gaps, and lines cut by them.</summary>
internal static class DashPattern
{
    /// <summary>Length of a stroke and of a gap, in line widths; (0, 0) for a whole line.</summary>
    public static (double On, double Off) Of(Dash dash) => dash switch
    {
        Dash.Long => (4.5, 2.5),
        Dash.Short => (1.5, 2.2),
        _ => (0, 0),
    };

    /// <summary>The strokes of a line.</summary>
    public static IEnumerable<Point[]> Cut(IReadOnlyList<Point> line, double on, double off)
    {
        var stroke = new List<Point> { line[0] };
        bool isOn = true;
        double left = on;
        for (int i = 1; i < line.Count; i++)
        {
            (Point from, Point to) = (line[i - 1], line[i]);
            double length = Math.Sqrt(Square(to.X - from.X) + Square(to.Y - from.Y)), done = 0;
            while (length - done > left)
            {
                done += left;
                double share = done / length;
                var at = new Point(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
                if (isOn)
                    yield return [.. stroke, at];
                isOn = !isOn;
                left = isOn ? on : off;
                stroke = [at];
            }

            left -= length - done;
            if (isOn)
                stroke.Add(to);
        }

        if (isOn && stroke.Count > 1)
            yield return [.. stroke];
    }

    private static double Square(double value) => value * value;
}
