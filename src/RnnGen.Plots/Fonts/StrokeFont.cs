using System.Globalization;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Fonts;

/// <summary>
/// The letters of PNG files: lines along which a round pen goes. They take the room that those of Helvetica and Arial
/// take, in which viewers set the text of SVG files, so that one layout holds for both.
/// </summary>
internal static class StrokeFont
{
    /// <summary>Bold letters are this much wider.</summary>
    private const double BoldWidth = 1.07;

    private const double Em = 1000;

    private static readonly Dictionary<char, Glyph> s_glyphs = GlyphTable.Rows.ToDictionary(
        static row => row.Letter, static row => new Glyph(row.Advance / Em, Flatten(row.Strokes)));

    // A hollow box, as wide as most letters of scripts that it has no letters of.
    private static readonly Glyph s_unknown = new(
        0.9, Flatten("M 120 0 L 780 0 L 780 718 L 120 718 L 120 0"));

    /// <summary>Width of the pen in em.</summary>
    public static double PenOf(bool isBold) => isBold ? 0.118 : 0.084;

    /// <summary>Width of a text in em.</summary>
    public static double Measure(string text, bool isBold) =>
        text.Sum(static c => GlyphOf(c, out _).Advance) * (isBold ? BoldWidth : 1);

    /// <summary>Whether it has all letters of a text, so that its measure is that of the fonts of viewers.</summary>
    public static bool Knows(string text) => !text.Any(static c => GlyphOf(c, out _) == s_unknown);

    /// <summary>The lines of a text that starts at (0, 0), in em; y goes up.</summary>
    public static IEnumerable<Point[]> Outline(string text, bool isBold)
    {
        double x = 0, stretch = isBold ? BoldWidth : 1;
        foreach (char c in text)
        {
            Glyph glyph = GlyphOf(c, out char accent);
            foreach (Point[] stroke in glyph.Strokes)
                yield return Array.ConvertAll(stroke, point => new Point(x + (point.X * stretch), point.Y));
            if (accent != '\0')
            {
                Glyph mark = s_glyphs[accent];
                double middle = x + (stretch * (glyph.Advance - mark.Advance) / 2), rise = char.IsUpper(c) ? 0.17 : 0;
                foreach (Point[] stroke in mark.Strokes)
                {
                    yield return Array.ConvertAll(
                        stroke, point => new Point(middle + (point.X * stretch), point.Y + rise));
                }
            }

            x += glyph.Advance * stretch;
        }
    }

    private static Glyph GlyphOf(char c, out char accent)
    {
        char letter = c;
        accent = '\0';
        if (Accents.Of(c) is { } parts)
            (letter, accent) = parts;
        return s_glyphs.GetValueOrDefault(letter, s_unknown);
    }

    // The language of GlyphTable: M and L as in SVG, C a cubic curve, E an arc of an ellipse.
    private static Point[][] Flatten(string strokes)
    {
        var lines = new List<List<Point>>();
        string[] words = strokes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int at = 0; at < words.Length;)
        {
            string command = words[at++];
            int count = command switch { "C" => 6, "E" => 6, _ => 2 };
            double[] n = [.. words.AsSpan(at, count).ToArray().Select(static word =>
                double.Parse(word, CultureInfo.InvariantCulture))];
            at += count;
            if (command == "M")
                lines.Add([]);
            lines[^1].AddRange(command switch
            {
                "C" => Curve(lines[^1][^1], n),
                "E" => Arc(n),
                _ => [new Point(n[0], n[1])],
            });
        }

        return
        [
            .. lines.Select(static line =>
                Array.ConvertAll(line.ToArray(), static point => new Point(point.X / Em, point.Y / Em))),
        ];
    }

    private static IEnumerable<Point> Curve(Point from, double[] n)
    {
        const int pieces = 12;
        for (int i = 1; i <= pieces; i++)
        {
            double t = (double)i / pieces, s = 1 - t;
            (double a, double b, double c, double d) = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t);
            yield return new Point(
                (a * from.X) + (b * n[0]) + (c * n[2]) + (d * n[4]),
                (a * from.Y) + (b * n[1]) + (c * n[3]) + (d * n[5]));
        }
    }

    // Centre, both radii, and from which angle to which, in degrees against the clock.
    private static IEnumerable<Point> Arc(double[] n)
    {
        int pieces = Math.Max(4, (int)(Math.Abs(n[5] - n[4]) / 10));
        for (int i = 0; i <= pieces; i++)
        {
            (double sin, double cos) = Math.SinCos((n[4] + ((n[5] - n[4]) * i / pieces)) * Math.PI / 180);
            yield return new Point(n[0] + (n[2] * cos), n[1] + (n[3] * sin));
        }
    }

    private sealed record Glyph(double Advance, Point[][] Strokes);
}
