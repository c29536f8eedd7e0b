using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Raster;

/// <summary>
/// How much of each pixel a pen covers that goes along lines: by the pixel's distance from the nearest of them, so that
/// lines that meet or cross are covered once.
/// </summary>
internal sealed class StrokeMask
{
    private readonly double _radius;
    private readonly double _strongest;
    private readonly int _left;
    private readonly int _top;
    private readonly int _width;
    private readonly int _height;
    private readonly float[] _coverage;

    /// <summary>A mask around some points.</summary>
    /// <param name="points">All points that lines will go through, in pixels of the image.</param>
    /// <param name="width">Width of the pen, in pixels of the image.</param>
    public StrokeMask(IEnumerable<Point> points, double width)
    {
        _radius = width / 2;
        _strongest = Math.Min(1, width);
        (double left, double top) = (double.MaxValue, double.MaxValue);
        (double right, double bottom) = (double.MinValue, double.MinValue);
        foreach (Point point in points)
        {
            (left, right) = (Math.Min(left, point.X), Math.Max(right, point.X));
            (top, bottom) = (Math.Min(top, point.Y), Math.Max(bottom, point.Y));
        }

        double reach = _radius + 1;
        (_left, _top) = ((int)Math.Floor(left - reach), (int)Math.Floor(top - reach));
        _width = Math.Max(0, (int)Math.Ceiling(right + reach) - _left);
        _height = Math.Max(0, (int)Math.Ceiling(bottom + reach) - _top);
        _coverage = new float[checked(_width * _height)];
    }

    /// <summary>Goes along a line.</summary>
    /// <param name="line">The line's points.</param>
    /// <param name="isRound">Whether its ends are half circles; otherwise it ends at its last point.</param>
    public void Add(IReadOnlyList<Point> line, bool isRound)
    {
        if (line.Count == 1)
            AddSegment(line[0], line[0], startsRound: true, endsRound: true);
        for (int i = 1; i < line.Count; i++)
            AddSegment(line[i - 1], line[i], isRound || i > 1, isRound || i < line.Count - 1);
    }

    /// <summary>Lays a colour over an image where the pen was.</summary>
    public void PaintOn(PixelImage image, Paint paint)
    {
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                float coverage = _coverage[(y * _width) + x];
                if (coverage > 0)
                    image.Blend(_left + x, _top + y, paint, coverage);
            }
        }
    }

    private void AddSegment(Point from, Point to, bool startsRound, bool endsRound)
    {
        double reach = _radius + 1;
        (double dx, double dy) = (to.X - from.X, to.Y - from.Y);
        double length = Math.Sqrt((dx * dx) + (dy * dy));
        (double ux, double uy) = length > 0 ? (dx / length, dy / length) : (1, 0);
        int top = Math.Max(0, (int)Math.Floor(Math.Min(from.Y, to.Y) - reach) - _top);
        int bottom = Math.Min(_height - 1, (int)Math.Ceiling(Math.Max(from.Y, to.Y) + reach) - _top);
        int left = Math.Max(0, (int)Math.Floor(Math.Min(from.X, to.X) - reach) - _left);
        int right = Math.Min(_width - 1, (int)Math.Ceiling(Math.Max(from.X, to.X) + reach) - _left);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                (double px, double py) = (_left + x + 0.5 - from.X, _top + y + 0.5 - from.Y);
                double along = (px * ux) + (py * uy), across = Math.Abs((py * ux) - (px * uy));
                double beyond = along < 0 ? -along : Math.Max(0, along - length);
                bool isRound = along < 0 ? startsRound : endsRound;
                double distance = isRound ? Math.Sqrt((beyond * beyond) + (across * across)) : across;
                double covered = Math.Min(_strongest, _radius + 0.5 - distance);
                if (!isRound)
                    covered = Math.Min(covered, 0.5 - EndsAt(along, length));
                ref float coverage = ref _coverage[(y * _width) + x];
                coverage = Math.Max(coverage, (float)covered);
            }
        }
    }

    // How far beyond an end, negative between both.
    private static double EndsAt(double along, double length) => Math.Max(-along, along - length);
}
