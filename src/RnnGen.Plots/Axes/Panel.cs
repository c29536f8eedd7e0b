using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Axes;

/// <summary>A frame with two axes, their marks and texts, and a title; what it measures stands inside of it.</summary>
internal sealed class Panel
{
    /// <summary>Room between a mark's end and its label, and between texts.</summary>
    public const double Gap = 4;

    private const double TickLength = 4;
    private const double LabelHeight = 12;
    private const double TitleHeight = 19;
    private const double PixelsPerTickX = 36;
    private const double PixelsPerTickY = 24;
    private const double PixelsPerName = 12.5;
    private const double Slant = 0.7072;

    private readonly Canvas _canvas;
    private readonly Box _outer;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly PanelText _text;
    private readonly IReadOnlyList<Tick> _xTicks;
    private readonly IReadOnlyList<Tick> _yTicks;
    private readonly double _widestY;
    private readonly double _labelHeight = LabelHeight;
    private readonly bool _isSlanted;

    /// <summary>Lays out a panel.</summary>
    /// <param name="canvas">Receives the marks.</param>
    /// <param name="outer">All of its room, texts included.</param>
    /// <param name="x">The axis from left to right.</param>
    /// <param name="y">The axis from bottom to top; from top to bottom where <paramref name="isDown"/>.</param>
    /// <param name="text">What is written around it.</param>
    /// <param name="isDown">Whether the vertical axis runs downwards, as lines of a matrix do.</param>
    public Panel(Canvas canvas, Box outer, Axis x, Axis y, PanelText text, bool isDown = false)
    {
        (_canvas, _outer, _x, _y, _text, IsDown) = (canvas, outer, x, y, text, isDown);
        double top = (text.Title.Length > 0 ? TitleHeight : Gap) + text.Above;
        double bottom = TickLength + Gap + LabelHeight + (text.X.Length > 0 ? LabelHeight + Gap : 0);
        double perTick = y is CategoryAxis ? PixelsPerName : PixelsPerTickY;
        _yTicks = y.Ticks(Math.Max(2, (int)((outer.Height - top - bottom) / perTick)));
        _widestY = Widest(_yTicks);
        double left = TickLength + Gap + _widestY + (text.Y.Length > 0 ? LabelHeight + (2 * Gap) : 0);
        double width = outer.Width - left;
        _xTicks = x is CategoryAxis
            ? x.Ticks(Math.Max(1, (int)(width / PixelsPerName)))
            : TicksThatFit(x, Math.Max(2, (int)(width / PixelsPerTickX)), width);
        _isSlanted = x is CategoryAxis && Widest(_xTicks) + 6 > width / _xTicks.Count;
        if (_isSlanted)
            _labelHeight = (Widest(_xTicks) * Slant) + 5;
        bottom += _labelHeight - LabelHeight;

        // The first and the last label stand half beyond the frame.
        left = Math.Max(left, text.Beside);
        left += Math.Max(0, _xTicks.Max(tick => BeforeOf(tick) - (width * x.Share(tick.Value))) - left);
        width = outer.Width - left;
        double right = Math.Max(1, _xTicks.Max(tick => BehindOf(tick) - (width * (1 - x.Share(tick.Value)))));
        Inner = outer.Without(left, top, right, bottom);
    }

    /// <summary>The frame.</summary>
    public Box Inner { get; }

    private bool IsDown { get; }

    public double X(double value) => Inner.Left + (Inner.Width * _x.Share(value));

    public double Y(double value) =>
        IsDown ? Inner.Top + (Inner.Height * _y.Share(value)) : Inner.Bottom - (Inner.Height * _y.Share(value));

    /// <summary>Lines behind the data, at each mark that has a label.</summary>
    public void DrawGrid(bool isUpright = true)
    {
        foreach (Tick tick in _yTicks.Where(static tick => tick.Label.Length > 0))
            _canvas.Line(new(Inner.Left, Y(tick.Value)), new(Inner.Right, Y(tick.Value)), Paint.Grid);
        foreach (Tick tick in _xTicks.Where(tick => tick.Label.Length > 0 && isUpright))
            _canvas.Line(new(X(tick.Value), Inner.Top), new(X(tick.Value), Inner.Bottom), Paint.Grid);
    }

    /// <summary>Frame, marks and texts.</summary>
    public void DrawAxes()
    {
        _canvas.Outline(Inner, Paint.Muted);
        foreach (Tick tick in _xTicks)
        {
            double x = X(tick.Value), length = LengthOf(tick);
            _canvas.Line(new(x, Inner.Bottom), new(x, Inner.Bottom + length), Paint.Muted);
            double y = Inner.Bottom + TickLength + Gap + TextStyle.Tick.CapHeight;
            if (_isSlanted)
                _canvas.Text(x + 3, y - 2, tick.Label, TextStyle.Tick, Paint.Text, Anchor.End, rotation: -45);
            else
                _canvas.Text(x, y, tick.Label, TextStyle.Tick, Paint.Text, Anchor.Middle, exponent: tick.Exponent);
        }

        foreach (Tick tick in _yTicks)
        {
            double y = Y(tick.Value), length = LengthOf(tick);
            _canvas.Line(new(Inner.Left - length, y), new(Inner.Left, y), Paint.Muted);
            _canvas.Text(
                Inner.Left - TickLength - Gap, y + (TextStyle.Tick.CapHeight / 2), tick.Label, TextStyle.Tick,
                Paint.Text, Anchor.End, exponent: tick.Exponent);
        }

        DrawTexts();
    }

    private void DrawTexts()
    {
        string title = FittedText.Cut(_text.Title, TextStyle.PanelTitle, _outer.Right - Inner.Left);
        _canvas.Text(Inner.Left, Inner.Top - 8 - _text.Above, title, TextStyle.PanelTitle, Paint.Text);
        double below = Inner.Bottom + TickLength + (2 * Gap) + _labelHeight + TextStyle.Label.CapHeight;
        double side = Math.Min(Inner.MiddleX - _outer.Left, _outer.Right - Inner.MiddleX);
        string xTitle = FittedText.Cut(_text.X, TextStyle.Label, 2 * side);
        _canvas.Text(Inner.MiddleX, below, xTitle, TextStyle.Label, Paint.Text, Anchor.Middle);
        double beside = Inner.Left - TickLength - (3 * Gap) - _widestY;
        side = Math.Min(Inner.MiddleY - _outer.Top, _outer.Bottom - Inner.MiddleY);
        string yTitle = FittedText.Cut(_text.Y, TextStyle.Label, 2 * side);
        _canvas.Text(beside, Inner.MiddleY, yTitle, TextStyle.Label, Paint.Text, Anchor.Middle, rotation: -90);
    }

    private static double LengthOf(Tick tick) => tick.Label.Length > 0 ? TickLength : TickLength * 0.6;

    private static double Widest(IReadOnlyList<Tick> ticks) =>
        ticks.Count == 0 ? 0 : ticks.Max(WidthOf);

    // As many as leave room between their labels, the first alone where even two do not.
    private static IReadOnlyList<Tick> TicksThatFit(Axis axis, int count, double width)
    {
        for (; count > 0; count--)
        {
            IReadOnlyList<Tick> ticks = axis.Ticks(count);
            Tick[] labelled = [.. ticks.Where(static tick => tick.Label.Length > 0)];
            bool fits = true;
            for (int i = 1; i < labelled.Length; i++)
            {
                double distance = width * (axis.Share(labelled[i].Value) - axis.Share(labelled[i - 1].Value));
                fits &= distance - ((WidthOf(labelled[i - 1]) + WidthOf(labelled[i])) / 2) >= Gap;
            }

            if (fits)
                return ticks;
        }

        return [axis.Ticks(1)[0]];
    }

    // How far a label reaches to the left and to the right of its mark.
    private double BeforeOf(Tick tick) => _isSlanted ? (WidthOf(tick) * Slant) + 4 : WidthOf(tick) / 2;

    private double BehindOf(Tick tick) => _isSlanted ? 9 : WidthOf(tick) / 2;

    private static double WidthOf(Tick tick) => TextStyle.Tick.Measure(tick.Label, tick.Exponent);
}
