using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>States as heatmaps: a column for each step, a line for each unit.</summary>
internal static class StateChart
{
    private const double PanelHeight = 236;
    private const double Gap = 12;
    private const int MostColumns = 4;

    public static Picture Draw(IReadOnlyList<(string Title, StateTrace Trace)> traces, PlotOptions options)
    {
        int columns = traces.Count <= MostColumns ? traces.Count : (traces.Count + 1) / 2 <= MostColumns
            ? (traces.Count + 1) / 2
            : MostColumns;
        int rows = ((traces.Count - 1) / columns) + 1;
        double width = columns switch { 1 => 420, 2 => 672, 3 => 800, _ => 940 };
        options = options.Or(
            "States over time", width, Sheet.HeightAround + (rows * (PanelHeight + Gap)) - Gap, "step", "unit");
        var sheet = new Sheet(options);
        for (int i = 0; i < traces.Count; i++)
            Draw(sheet.Canvas, sheet.Panel(i, columns, rows, Gap), traces[i].Title, traces[i].Trace, options);
        return sheet.Finish("States over time");
    }

    private static void Draw(Canvas canvas, Box box, string title, StateTrace trace, PlotOptions options)
    {
        // From [T, units] to lines of units.
        var values = new double[trace.Values.Count];
        for (int i = 0; i < values.Length; i++)
            values[((i % trace.Units) * trace.Steps) + (i / trace.Units)] = trace.Values[i];
        string fitted = FittedText.Cut(title, TextStyle.PanelTitle, box.Width - 60);
        var chart = new HeatChart(
            values, new PanelText(fitted, options.X!, options.Y!), HeatChart.Counting(trace.Steps),
            HeatChart.Counting(trace.Units))
        {
            Map = ColourMap.Diverging,
            Range = HeatChart.Symmetric(values),
        };
        chart.Draw(canvas, box);
    }
}
