using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>A matrix as colours, with what they mean beside it.</summary>
/// <param name="values">The numbers, line by line from the top.</param>
/// <param name="text">What is written around it.</param>
/// <param name="x">Columns: the first from 0.5 to 1.5, and so on.</param>
/// <param name="y">Lines, counted as columns are.</param>
internal sealed class HeatChart(IReadOnlyList<double> values, PanelText text, Axis x, Axis y)
{
    private const double SmallestCellWithText = 15;
    private const double TextGap = 2;

    /// <summary>The map of colours; unless chosen, one with a middle where there are numbers of both signs.</summary>
    public ColourMap Map { get; init; } = HasBothSigns(values) ? ColourMap.Diverging : ColourMap.Sequential;

    /// <summary>
    /// The numbers at the ends of the map, or null for the least and the largest, around zero where there are numbers
    /// of both signs.
    /// </summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>Writes into cells where each has room for it, or null.</summary>
    public Func<int, string>? CellText { get; init; }

    /// <summary>Numbers from 1 on as an axis.</summary>
    public static LinearAxis Counting(int count) => new(0.5, count + 0.5, isWhole: true);

    /// <summary>A range with zero in its middle.</summary>
    public static (double Low, double High) Symmetric(IEnumerable<double> values)
    {
        double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        Interval range = largest == 0 ? new(-1, 1) : LinearAxis.Apart(-largest, largest);
        return (range.Low, range.High);
    }

    public void Draw(Canvas canvas, Box outer)
    {
        (double low, double high) = Range ?? RangeOf(values);
        var bar = new ColourBar(low, high, Map, outer.Height - 60);
        bool hasBar = bar.Width <= outer.Width / 2;
        var panel = new Panel(canvas, outer.Without(right: hasBar ? bar.Width : 0), x, y, text, isDown: true);
        MeanCells cells = MeanCells.Of(values, (int)(x.High - x.Low), (int)(y.High - y.Low));
        short[] levels = [.. cells.Values.Select(value => ColourMap.LevelOf(value, low, high))];
        canvas.Cells(panel.Inner, cells.Columns, cells.Rows, levels, Map.Paints);
        if (CellText != null)
            WriteCells(canvas, panel, cells, levels, CellText);
        panel.DrawAxes();
        if (hasBar)
            bar.Draw(canvas, panel.Inner);
    }

    private void WriteCells(Canvas canvas, Panel panel, MeanCells cells, short[] levels, Func<int, string> textOf)
    {
        double width = panel.Inner.Width / cells.Columns, height = panel.Inner.Height / cells.Rows;
        if (Math.Min(width, height) < SmallestCellWithText)
            return;
        string[] texts = [.. Enumerable.Range(0, levels.Length).Select(textOf)];
        if (texts.Max(static cell => TextStyle.Tick.Measure(cell)) + TextGap > width)
            return;
        for (int i = 0; i < levels.Length; i++)
        {
            Paint paint = levels[i] >= 0 && Map.Paints[levels[i]].Luminance < 0.25
                ? new Paint(0xff, 0xff, 0xff)
                : new Paint(0x1f, 0x23, 0x28);
            double middle = panel.Y((i / cells.Columns) + 1) + (TextStyle.Tick.CapHeight / 2);
            canvas.Text(panel.X((i % cells.Columns) + 1), middle, texts[i], TextStyle.Tick, paint, Anchor.Middle);
        }
    }

    private static bool HasBothSigns(IReadOnlyList<double> values)
        => values.Any(static value => value < 0) && values.Any(static value => value > 0);

    private static (double Low, double High) RangeOf(IReadOnlyList<double> values)
    {
        if (HasBothSigns(values))
            return Symmetric(values);
        double[] finite = [.. values.Where(double.IsFinite)];
        (double low, double high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        Interval range = LinearAxis.Apart(low, high);
        return (range.Low, range.High);
    }
}
