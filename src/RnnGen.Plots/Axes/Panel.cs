using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Axes;

/// <summary>A frame with two axes, their marks and texts, and a title; what it measures stands inside of it.</summary>
internal sealed class Panel
{
    /// <summary>Room between a mark's end and its label, and between texts.</summary>
    public const double Gap = 4;

    private const double TickLength = PanelLayout.TickLength;

    private readonly Canvas _canvas;
    private readonly Box _outer;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly PanelLayout _layout;

    /// <summary>Lays out a panel.</summary>
    /// <param name="canvas">Receives the marks.</param>
    /// <param name="outer">All of its room, texts included.</param>
    /// <param name="x">The axis from left to right.</param>
    /// <param name="y">The axis from bottom to top; from top to bottom where <paramref name="isDown"/>.</param>
    /// <param name="text">What is written around it.</param>
    /// <param name="isDown">Whether the vertical axis runs downwards, as lines of a matrix do.</param>
    public Panel(Canvas canvas, Box outer, Axis x, Axis y, PanelText text, bool isDown = false)
    {
        (_canvas, _outer, _x, _y, IsDown) = (canvas, outer, x, y, isDown);
        _layout = PanelLayout.Of(outer, x, y, text);
    }

    /// <summary>The frame.</summary>
    public Box Inner => _layout.Inner;

    private bool IsDown { get; }

    public double X(double value) => Inner.Left + (Inner.Width * _x.Share(value));

    public double Y(double value) =>
        IsDown ? Inner.Top + (Inner.Height * _y.Share(value)) : Inner.Bottom - (Inner.Height * _y.Share(value));

    /// <summary>Lines behind the data, at each mark that has a label.</summary>
    public void DrawGrid(bool isUpright = true)
    {
        foreach (Tick tick in _layout.YTicks.Where(static tick => tick.Label.Length > 0))
            _canvas.Line(new(Inner.Left, Y(tick.Value)), new(Inner.Right, Y(tick.Value)), Paint.Grid);
        foreach (Tick tick in _layout.XTicks.Where(tick => tick.Label.Length > 0 && isUpright))
            _canvas.Line(new(X(tick.Value), Inner.Top), new(X(tick.Value), Inner.Bottom), Paint.Grid);
    }

    /// <summary>Frame, marks and texts.</summary>
    public void DrawAxes()
    {
        _canvas.Outline(Inner, Paint.Muted);
        foreach (Tick tick in _layout.XTicks)
        {
            double x = X(tick.Value), length = LengthOf(tick);
            _canvas.Line(new(x, Inner.Bottom), new(x, Inner.Bottom + length), Paint.Muted);
            double y = Inner.Bottom + TickLength + Gap + TextStyle.Tick.CapHeight;
            if (_layout.IsSlanted)
                _canvas.Text(x + 3, y - 2, tick.Label, TextStyle.Tick, Paint.Text, Anchor.End, rotation: -45);
            else
                _canvas.Text(x, y, tick.Label, TextStyle.Tick, Paint.Text, Anchor.Middle, exponent: tick.Exponent);
        }

        foreach (Tick tick in _layout.YTicks)
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
        string title = FittedText.Cut(_layout.Text.Title, TextStyle.PanelTitle, _outer.Right - Inner.Left);
        _canvas.Text(Inner.Left, Inner.Top - 8 - _layout.Text.Above, title, TextStyle.PanelTitle, Paint.Text);
        double below = Inner.Bottom + TickLength + (2 * Gap) + _layout.LabelsHeight + TextStyle.Label.CapHeight;
        double side = Math.Min(Inner.MiddleX - _outer.Left, _outer.Right - Inner.MiddleX);
        string xTitle = FittedText.Cut(_layout.Text.X, TextStyle.Label, 2 * side);
        _canvas.Text(Inner.MiddleX, below, xTitle, TextStyle.Label, Paint.Text, Anchor.Middle);
        double beside = Inner.Left - TickLength - (3 * Gap) - _layout.WidestY;
        side = Math.Min(Inner.MiddleY - _outer.Top, _outer.Bottom - Inner.MiddleY);
        string yTitle = FittedText.Cut(_layout.Text.Y, TextStyle.Label, 2 * side);
        _canvas.Text(beside, Inner.MiddleY, yTitle, TextStyle.Label, Paint.Text, Anchor.Middle, rotation: -90);
    }

    private static double LengthOf(Tick tick) => tick.Label.Length > 0 ? TickLength : TickLength * 0.6;
}
