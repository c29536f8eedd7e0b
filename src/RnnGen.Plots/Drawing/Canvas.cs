namespace RnnGen.Plots.Drawing;

/// <summary>Collects what a picture shows, from the back to the front.</summary>
internal sealed class Canvas(double width, double height)
{
    private readonly List<Mark> _marks = [];

    public double Width { get; } = width;

    public double Height { get; } = height;

    public IReadOnlyList<Mark> Marks => _marks;

    public Box Box => new(0, 0, Width, Height);

    public void Line(Point from, Point to, Paint paint, double width = 1) => Line([from, to], paint, width);

    public void Line(IReadOnlyList<Point> points, Paint paint, double width = 1, Dash dash = Dash.None) =>
        _marks.Add(new Mark.Line(points, paint, width, dash));

    public void Fill(Box box, Paint paint) => _marks.Add(new Mark.Fill(box, paint));

    public void Dot(Point at, double radius, Paint paint) => _marks.Add(new Mark.Dot(at, radius, paint));

    public void Text(
        double x, double y, string value, TextStyle style, Paint paint, Anchor anchor = Anchor.Start,
        double rotation = 0, string? exponent = null)
    {
        if (value.Length == 0)
            return;
        _marks.Add(new Mark.Text(new(x, y), value, style, paint, anchor)
        {
            Rotation = rotation,
            Exponent = exponent,
        });
    }

    public void Cells(Box box, int columns, int rows, IReadOnlyList<short> levels, IReadOnlyList<Paint> paints) =>
        _marks.Add(new Mark.Cells(box, columns, rows, levels, paints));

    /// <summary>The outline of a rectangle.</summary>
    public void Outline(Box box, Paint paint, double width = 1) => Line(
        [
            new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom),
            new(box.Left, box.Top),
        ],
        paint,
        width);
}
