using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Axes;

/// <summary>What the colours of a heatmap mean, as a bar on its right.</summary>
internal sealed class ColourBar
{
    private const double BarWidth = 9;
    private const double Distance = 7;
    private const double LabelHeight = 10;

    private readonly Axis _axis;
    private readonly ColourMap _map;
    private readonly IReadOnlyList<Tick> _ticks;

    public ColourBar(double low, double high, ColourMap map, double height)
    {
        _axis = new LinearAxis(low, high);
        _map = map;
        _ticks = _axis.Ticks(Math.Max(2, (int)(height / 45)));
    }

    /// <summary>Its room with the labels.</summary>
    public double Width =>
        Distance + BarWidth + 7 + _ticks.Max(static t => TextStyle.Tick.Measure(t.Label, t.Exponent));

    /// <summary>Draws it beside a frame.</summary>
    public void Draw(Canvas canvas, Box beside)
    {
        var bar = new Box(beside.Right + Distance, beside.Top, BarWidth, beside.Height);
        short[] levels = [.. Enumerable.Range(0, ColourMap.Levels).Reverse().Select(static level => (short)level)];
        canvas.Cells(bar, 1, ColourMap.Levels, levels, _map.Paints);
        canvas.Outline(bar, Paint.Muted);
        double above = double.PositiveInfinity;
        foreach (Tick tick in _ticks)
        {
            double y = bar.Bottom - (bar.Height * _axis.Share(tick.Value));
            canvas.Line(new(bar.Right, y), new(bar.Right + 3, y), Paint.Muted);

            // Below a low frame's title and above its names there is less room than was planned.
            if (y > above - LabelHeight)
                continue;
            above = y;
            canvas.Text(
                bar.Right + 6, y + (TextStyle.Tick.CapHeight / 2), tick.Label, TextStyle.Tick, Paint.Text,
                exponent: tick.Exponent);
        }
    }
}
