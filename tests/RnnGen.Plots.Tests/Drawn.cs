using System.Globalization;
using System.Xml.Linq;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Tests;

/// <summary>What an SVG shows, read from the file.</summary>
internal sealed class Drawn
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly XElement _svg;

    public Drawn(Picture picture) => _svg = XDocument.Parse(picture.ToSvg()).Root!;

    /// <summary>All texts, from the back to the front.</summary>
    public string[] Texts => [.. _svg.Descendants(s_svg + "text").Select(static text => text.Value)];

    /// <summary>The points of each path of lines, from the back to the front.</summary>
    public Point[][] Lines =>
    [
        .. _svg.Descendants(s_svg + "path").Where(static path => (string?)path.Attribute("fill") == "none")
            .Select(static path => PointsOf(path.Attribute("d")!.Value)),
    ];

    /// <summary>
    /// The frames of panels, from their left upper to their right lower corner; a frame that is inverted is so here.
    /// </summary>
    public (Point From, Point To)[] Frames =>
        [.. Lines.Where(static line => line.Length == 5 && line[0] == line[4]).Select(static l => (l[0], l[2]))];

    /// <summary>The images in it, as PNG files.</summary>
    public byte[][] Images =>
    [
        .. _svg.Descendants(s_svg + "image").Select(static image =>
            Convert.FromBase64String(image.Attribute("href")!.Value["data:image/png;base64,".Length..])),
    ];

    private static Point[] PointsOf(string path) =>
    [
        .. path.Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries).Select(static pair =>
            new Point(Number(pair.Split(' ')[0]), Number(pair.Split(' ')[1]))),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
