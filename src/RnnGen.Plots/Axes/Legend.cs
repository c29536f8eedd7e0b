using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Axes;

/// <summary>Names of lines, side by side above a panel, where no line can run through them.</summary>
internal static class Legend
{
    private const double LineHeight = 17;
    private const double SampleLength = 22;
    private const double Space = 16;

    /// <summary>Height of a legend within a width.</summary>
    public static double Height(IReadOnlyList<LegendEntry> entries, double width) =>
        entries.Count == 0 ? 0 : (Place(entries, width)[^1].Y + 1) * LineHeight;

    public static void Draw(Canvas canvas, Point at, IReadOnlyList<LegendEntry> entries, double width)
    {
        IReadOnlyList<Point> places = Place(entries, width);
        for (int i = 0; i < entries.Count; i++)
        {
            double x = at.X + places[i].X, y = at.Y + (places[i].Y * LineHeight) + (LineHeight / 2);
            canvas.Line([new(x, y), new(x + SampleLength, y)], entries[i].Paint, 2, entries[i].Dash);
            canvas.Text(
                x + SampleLength + 6, y + (TextStyle.Tick.CapHeight / 2), NameOf(entries[i], width),
                TextStyle.Tick, Paint.Text);
        }
    }

    private static string NameOf(LegendEntry entry, double width) =>
        FittedText.Cut(entry.Name, TextStyle.Tick, width - SampleLength - 6);

    // X in pixels, Y in lines.
    private static List<Point> Place(IReadOnlyList<LegendEntry> entries, double width)
    {
        var places = new List<Point>();
        (double x, int line) = (0, 0);
        foreach (LegendEntry entry in entries)
        {
            double length = SampleLength + 6 + TextStyle.Tick.Measure(NameOf(entry, width));
            if (x > 0 && x + length > width)
                (x, line) = (0, line + 1);
            places.Add(new Point(x, line));
            x += length + Space;
        }

        return places;
    }
}
