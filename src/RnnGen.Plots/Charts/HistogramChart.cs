using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;
using RnnGen.Program;

namespace RnnGen.Plots.Charts;

/// <summary>How the values of each parameter tensor are distributed: a small panel each.</summary>
internal static class HistogramChart
{
    private const int Columns = 3;
    private const int MostRows = 60;
    private const double PanelHeight = 138;
    private const double Gap = 12;
    private const double TextHeight = 14;

    public static Picture Draw<T>(Model<T> model, PlotOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<ParameterInfo> tensors = model.Parameters.Infos;
        int columns = Math.Min(Math.Max(Columns, (tensors.Count + MostRows - 1) / MostRows), tensors.Count);
        int rows = ((tensors.Count - 1) / columns) + 1;
        options = options.Or(
            $"Parameters of {model.Info.Name}", columns * 224, Sheet.HeightAround + (rows * (PanelHeight + Gap)) - Gap);
        var sheet = new Sheet(options);
        double[][] values =
        [
            .. tensors.Select(tensor =>
                Array.ConvertAll(model.Parameters[tensor.Name].ToArray(), double.CreateTruncating)),
        ];
        Histogram[] histograms = Array.ConvertAll(
            values, static all => Histogram.Of(Array.FindAll(all, double.IsFinite)));
        for (int i = 0; i < tensors.Count; i++)
        {
            // Frames of a column stand below each other: the widest number of all of them decides.
            double beside = Enumerable.Range(0, tensors.Count).Where(other => other % columns == i % columns)
                .Max(other => PanelOf(other, 0).Inner.Left - BoxOf(other).Left);
            Draw(sheet.Canvas, PanelOf(i, beside), histograms[i], Summary(tensors[i], values[i]));
        }

        return sheet.Finish("Parameters");

        Box BoxOf(int i) => sheet.Panel(i, columns, rows, Gap);

        Panel PanelOf(int i, double beside)
        {
            string title = FittedText.Cut(tensors[i].Name, TextStyle.PanelTitle, BoxOf(i).Width - 30);
            Histogram shown = histograms[i];
            return new Panel(
                sheet.Canvas, BoxOf(i), new LinearAxis(shown.Low, shown.High),
                new LinearAxis(0, Math.Max(1, shown.Counts.Max()) * 1.08, isWhole: true),
                new PanelText(title, "", "") { Above = TextHeight, Beside = beside });
        }
    }

    private static void Draw(Canvas canvas, Panel panel, Histogram histogram, string summary)
    {
        panel.DrawGrid(isUpright: false);
        for (int bin = 0; bin < histogram.Counts.Length; bin++)
        {
            double left = panel.X(histogram.EdgeOf(bin)), top = panel.Y(histogram.Counts[bin]);
            double right = panel.X(histogram.EdgeOf(bin + 1));
            if (histogram.Counts[bin] > 0)
            {
                canvas.Fill(
                    new Box(left, top, right - left, panel.Inner.Bottom - top), Palette.Of(0) with { Opacity = 0.8 });
            }
        }

        panel.DrawAxes();
        canvas.Text(panel.Inner.Left, panel.Inner.Top - 6, summary, TextStyle.Tick, Paint.Muted);
    }

    private static string Summary(ParameterInfo tensor, double[] all)
    {
        double[] values = Array.FindAll(all, double.IsFinite);
        string shape = tensor.Columns == 0 ? $"[{tensor.Rows}]" : $"[{tensor.Rows}, {tensor.Columns}]";
        if (values.Length < all.Length)
            return $"{shape}   {all.Length - values.Length} not finite";
        double largest = values.Max(static value => Math.Abs(value));
        double unit = largest > 1e100 ? largest : 1; // squares overflow
        double mean = values.Average(value => value / unit);
        double deviation = unit * Math.Sqrt(values.Average(value => Square((value / unit) - mean)));
        mean *= unit;
        return $"{shape}   {NumberText.Short(mean)} ± {NumberText.Short(deviation)}";
    }

    private static double Square(double value) => value * value;
}
