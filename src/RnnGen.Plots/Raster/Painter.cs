using RnnGen.Plots.Drawing;
using RnnGen.Plots.Fonts;

namespace RnnGen.Plots.Raster;

/// <summary>Paints marks into pixels, with smooth edges.</summary>
/// <param name="image">Receives the pixels.</param>
/// <param name="scale">Pixels of the image for one of the picture.</param>
internal sealed class Painter(PixelImage image, double scale)
{
    public static PixelImage Draw(Canvas canvas, double scale)
    {
        var image = new PixelImage(
            (int)Math.Ceiling(canvas.Width * scale), (int)Math.Ceiling(canvas.Height * scale));
        var painter = new Painter(image, scale);
        foreach (Mark mark in canvas.Marks)
            painter.Add(mark);
        return image;
    }

    private void Add(Mark mark)
    {
        switch (mark)
        {
            case Mark.Line line:
                AddLine(line);
                break;
            case Mark.Fill fill:
                AddFill(fill);
                break;
            case Mark.Dot dot:
                Stroke([[Scaled(dot.At)]], dot.Radius * 2 * scale, dot.Paint, isRound: true);
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
        Point[] points = [.. line.Points.Select(Scaled)];
        double width = line.Width * scale;
        if (IsUpright(points))
            points = Snap(points, width);
        (double on, double off) = DashPattern.Of(line.Dash);
        IReadOnlyList<Point[]> strokes = on > 0 ? [.. DashPattern.Cut(points, on * width, off * width)] : [points];
        Stroke(strokes, width, line.Paint, isRound: line.Points.Count > 2 && on == 0);
    }

    private void AddText(Mark.Text text)
    {
        double width = text.Style.Measure(text.Value, text.Exponent);
        double start = text.Anchor switch { Anchor.Middle => -width / 2, Anchor.End => -width, _ => 0 };
        (double sin, double cos) = Math.SinCos(text.Rotation * Math.PI / 180);
        double pen = StrokeFont.PenOf(text.Style.IsBold);
        AddRun(text.Value, start, 0, text.Style.Size);
        if (text.Exponent is { } exponent)
        {
            double rise = TextStyle.ExponentRise * text.Style.Size;
            AddRun(exponent, start + text.Style.Measure(text.Value), rise, TextStyle.ExponentSize * text.Style.Size);
        }

        void AddRun(string run, double x, double rise, double size)
        {
            List<Point[]> strokes =
            [
                .. StrokeFont.Outline(run, text.Style.IsBold).Select(stroke => Array.ConvertAll(stroke, point =>
                {
                    (double right, double down) = (x + (point.X * size), -(rise + (point.Y * size)));
                    return Scaled(new(
                        text.At.X + (right * cos) - (down * sin), text.At.Y + (right * sin) + (down * cos)));
                })),
            ];
            Stroke(strokes, pen * size * scale, text.Paint, isRound: true);
        }
    }

    private void AddFill(Mark.Fill fill)
    {
        Box box = fill.Box;
        (double left, double right) = (box.Left * scale, box.Right * scale);
        (double top, double bottom) = (box.Top * scale, box.Bottom * scale);
        for (int y = (int)Math.Floor(top); y < bottom; y++)
        {
            double height = Math.Min(y + 1, bottom) - Math.Max(y, top);
            for (int x = (int)Math.Floor(left); x < right; x++)
                image.Blend(x, y, fill.Paint, height * (Math.Min(x + 1, right) - Math.Max(x, left)));
        }
    }

    // Cells meet at whole pixels: no seams.
    private void AddCells(Mark.Cells cells)
    {
        for (int row = 0; row < cells.Rows; row++)
        {
            int top = Edge(cells.Box.Top, cells.Box.Height, row, cells.Rows);
            int bottom = Edge(cells.Box.Top, cells.Box.Height, row + 1, cells.Rows);
            for (int column = 0; column < cells.Columns; column++)
            {
                short level = cells.Levels[(row * cells.Columns) + column];
                int left = Edge(cells.Box.Left, cells.Box.Width, column, cells.Columns);
                int right = Edge(cells.Box.Left, cells.Box.Width, column + 1, cells.Columns);
                for (int y = top; y < bottom && level >= 0; y++)
                {
                    for (int x = left; x < right; x++)
                        image.Blend(x, y, cells.Paints[level], 1);
                }
            }
        }
    }

    private int Edge(double start, double length, int index, int count) =>
        (int)Math.Round((start + (length * index / count)) * scale);

    private void Stroke(IReadOnlyList<Point[]> strokes, double width, Paint paint, bool isRound)
    {
        if (strokes.Count == 0)
            return;
        var mask = new StrokeMask(strokes.SelectMany(static stroke => stroke), width);
        foreach (Point[] stroke in strokes)
            mask.Add(stroke, isRound);
        mask.PaintOn(image, paint);
    }

    private Point Scaled(Point point) => new(point.X * scale, point.Y * scale);

    private static bool IsUpright(Point[] points)
    {
        for (int i = 1; i < points.Length; i++)
        {
            if (points[i].X != points[i - 1].X && points[i].Y != points[i - 1].Y)
                return false;
        }

        return true;
    }

    // A thin line between two rows of pixels would be twice as wide and half as dark.
    private static Point[] Snap(Point[] points, double width)
    {
        int pixels = Math.Max(1, (int)Math.Round(width));
        double offset = pixels % 2 == 1 ? 0.5 : 0;
        double At(double value) => Math.Round(value - offset) + offset;
        return Array.ConvertAll(points, point => new Point(At(point.X), At(point.Y)));
    }
}
