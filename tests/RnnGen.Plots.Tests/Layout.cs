using System.Globalization;
using System.Xml.Linq;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Tests;

/// <summary>Judges an SVG by what stands in it: every text within the picture, no text over another.</summary>
internal static class Layout
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static void AssertReadable(Picture picture)
    {
        XElement svg = XDocument.Parse(picture.ToSvg()).Root!;
        Word[] words = [.. svg.Descendants(s_svg + "text").Select(static text => new Word(text))];
        Assert.NotEmpty(words);
        foreach (Word word in words)
        {
            Assert.All(word.Corners, corner => Assert.True(
                corner.X >= 0 && corner.Y >= 0 && corner.X <= picture.Width && corner.Y <= picture.Height,
                $"'{word.Value}' is cut at ({corner.X:F1}, {corner.Y:F1}) of {picture.Width} x {picture.Height}"));
        }

        for (int i = 0; i < words.Length; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.False(words[i].Overlaps(words[j]), $"'{words[i].Value}' stands over '{words[j].Value}'");
        }
    }

    /// <summary>A text with its box, which may be turned.</summary>
    private sealed class Word
    {
        public Word(XElement text)
        {
            Value = text.Value;
            double x = Number(text, "x"), y = Number(text, "y"), size = Number(text, "font-size");
            var style = new TextStyle(size, text.Attribute("font-weight") != null);
            string? exponent = text.Elements().SingleOrDefault()?.Value;
            double width = style.Measure(Value[..^(exponent?.Length ?? 0)], exponent);
            string? anchor = (string?)text.Attribute("text-anchor");
            double start = anchor switch { "end" => -width, "middle" => -width / 2, _ => 0 };
            string turn = (string?)text.Attribute("transform") ?? "rotate(0";
            double angle = double.Parse(turn["rotate(".Length..].Split(' ')[0], CultureInfo.InvariantCulture);
            (double sin, double cos) = Math.SinCos(angle * Math.PI / 180);
            Corners =
            [
                .. from right in new[] { start, start + width }
                   from down in new[] { -0.72 * size, 0 }
                   select new Point(x + (right * cos) - (down * sin), y + (right * sin) + (down * cos)),
            ];
            Axes = [new(cos, sin), new(-sin, cos)];
        }

        public string Value { get; }

        public Point[] Corners { get; }

        private Point[] Axes { get; }

        // Boxes are apart where a line between them is, along a side of one of them.
        public bool Overlaps(Word other) => Axes.Concat(other.Axes).All(axis =>
        {
            (double low, double high) = Along(axis);
            (double otherLow, double otherHigh) = other.Along(axis);
            return low < otherHigh - 0.01 && otherLow < high - 0.01;
        });

        private (double Low, double High) Along(Point axis)
        {
            double[] places = Array.ConvertAll(Corners, corner => (corner.X * axis.X) + (corner.Y * axis.Y));
            return (places.Min(), places.Max());
        }

        private static double Number(XElement element, string attribute) =>
            double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
    }
}
