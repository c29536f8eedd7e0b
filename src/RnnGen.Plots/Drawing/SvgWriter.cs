using System.Globalization;
using System.Text;
using RnnGen.Plots.Fonts;
using RnnGen.Plots.Raster;

namespace RnnGen.Plots.Drawing;

/// <summary>Prints marks as SVG 1.1.</summary>
/// <param name="isThemed">
/// Whether text, grid and paper take the colours that the page around has for them (CSS variables).
/// </param>
internal sealed class SvgWriter(bool isThemed)
{
    // Above that an image in the file is smaller, and no viewer likes so many shapes.
    private const int MostCellShapes = 12_000;

    private const string Fonts = "Helvetica, Arial, 'Liberation Sans', sans-serif";

    private readonly StringBuilder _text = new();

    public string Write(Canvas canvas, string title)
    {
        string size = $"""width="{Number(canvas.Width)}" height="{Number(canvas.Height)}" """;
        string box = $"""viewBox="0 0 {Number(canvas.Width)} {Number(canvas.Height)}" """;
        _text.Append($"""<svg xmlns="http://www.w3.org/2000/svg" {size}{box}font-family="{Fonts}" role="img">""");
        _text.Append($"\n<title>{Escape(title)}</title>\n");
        if (!isThemed)
            Add(new Mark.Fill(canvas.Box, Paint.Paper));
        foreach (Mark mark in canvas.Marks)
            Add(mark);
        return _text.Append("</svg>\n").ToString();
    }

    /// <summary>A text between tags or quotes.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            _ = c switch
            {
                '\ufffe' or '\uffff' => escaped.Append('\ufffd'),
                _ when char.IsSurrogate(c) => AppendSurrogate(i),
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                _ => escaped.Append(char.IsControl(c) ? ' ' : c),
            };
        }

        return escaped.ToString();

        // A half alone is no character of XML.
        StringBuilder AppendSurrogate(int i)
        {
            bool isWhole = char.IsHighSurrogate(text[i])
                ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
                : i > 0 && char.IsHighSurrogate(text[i - 1]);
            return escaped.Append(isWhole ? text[i] : '\ufffd');
        }
    }

    private void Add(Mark mark)
    {
        switch (mark)
        {
            case Mark.Line line:
                AddLine(line);
                break;
            case Mark.Fill fill:
                _text.Append($"<rect {Place(fill.Box)} {Colour("fill", fill.Paint)}/>\n");
                break;
            case Mark.Dot dot:
                string centre = $"""cx="{Number(dot.At.X)}" cy="{Number(dot.At.Y)}" r="{Number(dot.Radius)}" """;
                _text.Append($"<circle {centre}{Colour("fill", dot.Paint)}/>\n");
                break;
            case Mark.Text text:
                AddText(text);
                break;
            case Mark.Cells cells:
                AddCells(cells);
                break;
        }
    }

    private void AddLine(Mark.Line line)
    {
        _text.Append("<path d=\"");
        for (int i = 0; i < line.Points.Count; i++)
        {
            Point point = line.Points[i];
            _text.Append(i == 0 ? 'M' : 'L').Append(Number(point.X)).Append(' ').Append(Number(point.Y));
        }

        _text.Append($"\" fill=\"none\" {Colour("stroke", line.Paint)} stroke-width=\"{Number(line.Width)}\"");
        (double on, double off) = DashPattern.Of(line.Dash);
        if (on > 0)
            _text.Append($" stroke-dasharray=\"{Number(on * line.Width)} {Number(off * line.Width)}\"");
        else if (line.Points.Count > 2)
            _text.Append(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
        _text.Append("/>\n");
    }

    // Where a viewer has none of the fonts, its own is fitted into the room that was planned.
    private void AddText(Mark.Text text)
    {
        string at = $"""x="{Number(text.At.X)}" y="{Number(text.At.Y)}" """;
        _text.Append($"<text {at}font-size=\"{Number(text.Style.Size)}\" {Colour("fill", text.Paint)}");
        if (text.Style.IsBold)
            _text.Append(" font-weight=\"bold\"");
        else if (text.Exponent == null && StrokeFont.Knows(text.Value))
            _text.Append($" textLength=\"{Number(text.Style.Measure(text.Value))}\" lengthAdjust=\"spacingAndGlyphs\"");
        if (text.Anchor != Anchor.Start)
            _text.Append(text.Anchor == Anchor.End ? " text-anchor=\"end\"" : " text-anchor=\"middle\"");
        if (text.Rotation != 0)
            _text.Append($" transform=\"rotate({Number(text.Rotation)} {Number(text.At.X)} {Number(text.At.Y)})\"");
        _text.Append('>').Append(Escape(text.Value));
        if (text.Exponent is { } exponent)
        {
            string rise = Number(-TextStyle.ExponentRise * text.Style.Size);
            string size = Number(TextStyle.ExponentSize * text.Style.Size);
            _text.Append($"<tspan dy=\"{rise}\" font-size=\"{size}\">{Escape(exponent)}</tspan>");
        }

        _text.Append("</text>\n");
    }

    private void AddCells(Mark.Cells cells)
    {
        if (cells.Levels.Count > MostCellShapes)
        {
            string image = Convert.ToBase64String(PngWriter.Write(CellImage.Of(cells), scale: 0));
            _text.Append($"<image {Place(cells.Box)} preserveAspectRatio=\"none\" ");
            _text.Append($"style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{image}\"/>\n");
            return;
        }

        // In units of cells, a path a colour, runs of one colour as one shape.
        (double x, double y) = (cells.Box.Width / cells.Columns, cells.Box.Height / cells.Rows);
        string move = $"translate({Number(cells.Box.Left)} {Number(cells.Box.Top)}) scale({Precise(x)} {Precise(y)})";
        _text.Append($"<g transform=\"{move}\" shape-rendering=\"crispEdges\">\n");
        var paths = new SortedDictionary<short, StringBuilder>();
        for (int row = 0; row < cells.Rows; row++)
        {
            for (int start = 0, end; start < cells.Columns; start = end)
            {
                short level = cells.Levels[(row * cells.Columns) + start];
                end = start + 1;
                while (end < cells.Columns && cells.Levels[(row * cells.Columns) + end] == level)
                    end++;
                if (level < 0)
                    continue;
                if (!paths.TryGetValue(level, out StringBuilder? path))
                    paths.Add(level, path = new StringBuilder());
                path.Append(CultureInfo.InvariantCulture, $"M{start} {row}h{end - start}v1h{start - end}z");
            }
        }

        foreach ((short level, StringBuilder path) in paths)
            _text.Append($"<path {Colour("fill", cells.Paints[level])} d=\"{path}\"/>\n");
        _text.Append("</g>\n");
    }

    private static string Place(Box box) =>
        $"x=\"{Number(box.Left)}\" y=\"{Number(box.Top)}\" "
            + $"width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\"";

    private string Colour(string property, Paint paint)
    {
        string opacity = paint.Opacity < 1 ? $" {property}-opacity=\"{Number(paint.Opacity)}\"" : "";
        string? variable = !isThemed ? null : paint.Role switch
        {
            PaintRole.Text => "--ink",
            PaintRole.Muted => "--muted",
            PaintRole.Grid => "--grid",
            PaintRole.Paper => "--paper",
            _ => null,
        };
        return variable == null
            ? $"{property}=\"{paint.Hex}\"{opacity}"
            : $"style=\"{property}:var({variable})\"{opacity}";
    }

    private static string Number(double value) =>
        Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;

    private static string Precise(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
