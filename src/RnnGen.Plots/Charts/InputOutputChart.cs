using System.Globalization;
using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>A sequence above what a model says of it, step by step.</summary>
internal static class InputOutputChart
{
    private const int MostLines = 6;
    private const double Gap = 10;

    public static Picture Draw<T>(Model<T> model, Sample<T> sequence, PlotOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var run = new StreamedSequence<T>(model, sequence);
        int steps = run.Steps, outputs = model.Info.Outputs;
        var said = new double[steps][];
        for (int t = 0; run.MoveNext(); t++)
            said[t] = Shown(model, run.Output);
        bool isProbability = model.Info.Loss?.Kind is LossKind.CrossEntropy or LossKind.BinaryCrossEntropy;
        options = options.Or(
            $"{model.Info.Name}: input and output", 560, 420, "step", isProbability ? "probability" : "output");
        var sheet = new Sheet(options);
        string[] names = NamesOf(model, outputs);
        if (sequence.HasTokens)
        {
            DrawPanel(sheet.Canvas, sheet.Room, said, names, "Output", options.Y!, TokenAxis(model, sequence));
            return sheet.Finish("Input and output");
        }

        int features = model.Info.Features;
        T[] values = sequence.Features.ToArray();
        double[][] read =
        [
            .. Enumerable.Range(0, steps).Select(t =>
                Array.ConvertAll(values[(t * features)..((t + 1) * features)], double.CreateTruncating)),
        ];
        string[] featureNames = [.. Enumerable.Range(1, features).Select(static i => $"feature {i}")];
        Axis x = new LinearAxis(1, Math.Max(2, steps), isWhole: true);
        DrawPanel(sheet.Canvas, sheet.Room.Cell(0, 1, 2, Gap), read, featureNames, "Input", "", x);
        DrawPanel(sheet.Canvas, sheet.Room.Cell(1, 1, 2, Gap), said, names, "Output", options.Y!, x);
        return sheet.Finish("Input and output");

        void DrawPanel(Canvas canvas, Box box, double[][] rows, string[] lines, string title, string y, Axis axis)
        {
            var text = new PanelText(title, options.X!, y);
            if (lines.Length <= MostLines && axis is LinearAxis)
            {
                Series[] series =
                [
                    .. lines.Select((name, i) => Series.At(name, 1, 1, Array.ConvertAll(rows, row => row[i]))),
                ];
                new LineChart(series, text) { X = axis }.Draw(canvas, box);
                return;
            }

            double[] all = [.. lines.SelectMany((_, i) => rows.Select(row => row[i]))];
            Axis columns = axis is CategoryAxis ? axis : HeatChart.Counting(rows.Length);
            bool isShare = isProbability && rows == said;
            text = text with { Y = "" };
            HeatChart chart = isShare
                ? new(all, text, columns, new CategoryAxis(lines)) { Map = ColourMap.Shares, Range = (0, 1) }
                : new(all, text, columns, new CategoryAxis(lines));
            chart.Draw(canvas, box);
        }
    }

    private static CategoryAxis TokenAxis<T>(Model<T> model, Sample<T> sequence)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(model.Vocabulary is { } vocabulary
            ? [.. vocabulary.Decode(sequence.Tokens.ToArray()).Select(static token => token.Trim())]
            : [.. sequence.Tokens.ToArray().Select(static token => token.ToString(CultureInfo.InvariantCulture))]);

    private static string[] NamesOf<T>(Model<T> model, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => model.ClassNames is { } names && names.Count == outputs
            ? [.. names]
            : [.. Enumerable.Range(1, outputs).Select(static i => $"output {i}")];

    // Softmax and sigmoid of the losses that read logits.
    private static double[] Shown<T>(Model<T> model, T[] output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] values = Array.ConvertAll(output, double.CreateTruncating);
        switch (model.Info.Loss?.Kind)
        {
            case LossKind.CrossEntropy:
                double largest = values.Max(), sum = values.Sum(value => Math.Exp(value - largest));
                return Array.ConvertAll(values, value => Math.Exp(value - largest) / sum);
            case LossKind.BinaryCrossEntropy:
                return Array.ConvertAll(values, static value => 1 / (1 + Math.Exp(-value)));
            default:
                return values;
        }
    }
}
