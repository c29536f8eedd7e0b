using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;
using RnnGen.Program;

namespace RnnGen.Plots.Charts;

/// <summary>How the values of each parameter tensor are distributed: a small panel each.</summary>
internal static class HistogramChart
{
    private const int Columns = 3;
    private const int MostBins = 32;
    private const double PanelHeight = 138;
    private const double Gap = 12;
    private const double TextHeight = 14;

    public static Picture Draw<T>(Model<T> model, PlotOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<ParameterInfo> tensors = model.Parameters.Infos;
        int columns = Math.Min(Columns, tensors.Count), rows = ((tensors.Count - 1) / columns) + 1;
        options = options.Or(
            $"Parameters of {model.Info.Name}", Math.Max(1, columns) * 224, 42 + (rows * (PanelHeight + Gap)) - Gap, "",
            "");
        var sheet = new Sheet(options);
        for (int i = 0; i < tensors.Count; i++)
        {
            double[] values = Array.ConvertAll(model.Parameters[tensors[i].Name].ToArray(), double.CreateTruncating);
            Draw(sheet.Canvas, sheet.Room.Cell(i, columns, rows, Gap), tensors[i], values);
        }

        return sheet.Finish("Parameters");
    }

    private static void Draw(Canvas canvas, Box box, ParameterInfo tensor, double[] all)
    {
        double[] values = [.. all.Where(double.IsFinite)];
        (double low, double high) = values.Length == 0 ? (0, 0) : (values.Min(), values.Max());
        if (high - low < 1e-12)
            (low, high) = (low - 0.5, high + 0.5);
        int bins = Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(values.Length)), 5, MostBins); // Rice's rule
        var counts = new double[bins];
        foreach (double value in values)
            counts[Math.Min(bins - 1, (int)((value - low) / (high - low) * bins))]++;
        var x = new LinearAxis(low, high);
        string title = FittedText.Cut(tensor.Name, TextStyle.PanelTitle, box.Width - 30);
        var panel = new Panel(
            canvas, box, x, new LinearAxis(0, Math.Max(1, counts.Max()) * 1.08, isWhole: true),
            new PanelText(title, "", "") { Above = TextHeight });
        panel.DrawGrid(isUpright: false);
        for (int bin = 0; bin < bins; bin++)
        {
            double left = panel.X(low + ((high - low) * bin / bins)), top = panel.Y(counts[bin]);
            double right = panel.X(low + ((high - low) * (bin + 1) / bins));
            var bar = new Box(left, top, right - left, panel.Inner.Bottom - top);
            if (counts[bin] > 0)
                canvas.Fill(bar, Palette.Of(0) with { Opacity = 0.8 });
        }

        panel.DrawAxes();
        canvas.Text(
            panel.Inner.Left, panel.Inner.Top - 6, Summary(tensor, all, values), TextStyle.Tick, Paint.Muted);
    }

    private static string Summary(ParameterInfo tensor, double[] all, double[] values)
    {
        string shape = tensor.Columns == 0 ? $"[{tensor.Rows}]" : $"[{tensor.Rows}, {tensor.Columns}]";
        if (values.Length < all.Length)
            return $"{shape}   {all.Length - values.Length} not finite";
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
        return $"{shape}   {NumberText.Short(mean)} ± {NumberText.Short(deviation)}";
    }
}
