namespace RnnGen.Plots.Drawing;

/// <summary>One thing that is drawn: one of the nested records. Each writer has a method for each.</summary>
internal abstract record Mark
{
    private Mark()
    {
    }

    /// <summary>A line through points, with round ends and corners.</summary>
    public sealed record Line(IReadOnlyList<Point> Points, Paint Paint, double Width, Dash Dash) : Mark;

    /// <summary>A filled rectangle.</summary>
    public sealed record Fill(Box Box, Paint Paint) : Mark;

    /// <summary>A filled circle.</summary>
    public sealed record Dot(Point At, double Radius, Paint Paint) : Mark;

    /// <summary>
    /// A text whose base line begins, has its middle or ends at a place, turned by degrees clockwise around it.
    /// </summary>
    public sealed record Text(Point At, string Value, TextStyle Style, Paint Paint, Anchor Anchor) : Mark
    {
        public string? Exponent { get; init; }

        public double Rotation { get; init; }
    }

    /// <summary>A rectangle of coloured cells, line by line; cells of level -1 are left out.</summary>
    public sealed record Cells(Box Box, int Columns, int Rows, IReadOnlyList<short> Levels, IReadOnlyList<Paint> Paints)
        : Mark;
}
