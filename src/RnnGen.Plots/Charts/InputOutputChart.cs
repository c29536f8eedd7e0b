using System.Globalization;
using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>A sequence above what a model says of it, step by step.</summary>
internal static class InputOutputChart
{
    private const int MostLines = 6;
    private const double Gap = 10;
    private const double UsualHeight = 420;

    public static Picture Draw<T>(Model<T> model, Sample<T> sequence, PlotOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var run = new StreamedSequence<T>(model, sequence);
        int steps = run.Steps, outputs = model.Info.Outputs;
        var said = new double[steps][];
        for (int t = 0; run.MoveNext(); t++)
            said[t] = Shown(model, run.Output);
        bool isProbability = model.Info.Loss?.Kind is LossKind.CrossEntropy or LossKind.BinaryCrossEntropy;
        PlotOptions named = options.Or(
            $"{model.Info.Name}: input and output", 560, UsualHeight, "step", isProbability ? "probability" : "output");
        var text = new PanelText("Output", named.X!, named.Y!);
        string[] names = NamesOf(model, outputs);
        if (sequence.HasTokens)
            return Draw([PanelOf(said, names, text, TokenAxis(model, sequence), isProbability)], options, named);
        int features = model.Info.Features;
        T[] values = sequence.Features.ToArray();
        double[][] read =
        [
            .. Enumerable.Range(0, steps).Select(t =>
                Array.ConvertAll(values[(t * features)..((t + 1) * features)], double.CreateTruncating)),
        ];
        string[] featureNames = [.. Enumerable.Range(1, features).Select(static i => $"feature {i}")];
        Axis x = new LinearAxis(1, Math.Max(2, steps), isWhole: true);
        return Draw(
            [
                PanelOf(read, featureNames, text with { Title = "Input", Y = "" }, x, isShare: false),
                PanelOf(said, names, text, x, isProbability),
            ],
            options,
            named);
    }

    private static Picture Draw(Part[] parts, PlotOptions options, PlotOptions named)
    {
        // Legends are not cut where nobody chose the height.
        double least = parts.Max(part => part.LeastHeight(Sheet.RoomOf(named.Width!.Value)));
        double height = Sheet.HeightAround + (parts.Length * (least + Gap)) - Gap;
        var sheet = new Sheet(named with { Height = options.Height ?? Math.Max(UsualHeight, height) });
        for (int i = 0; i < parts.Length; i++)
            parts[i].Draw(sheet.Canvas, sheet.Panel(i, 1, parts.Length, Gap));
        return sheet.Finish("Input and output");
    }

    // Lines where they are few, else colours.
    private static Part PanelOf(double[][] rows, string[] names, PanelText text, Axis x, bool isShare)
    {
        if (names.Length <= MostLines && x is LinearAxis)
        {
            var lines = new LineChart(
                [.. names.Select((name, i) => Series.At(name, 1, 1, Array.ConvertAll(rows, row => row[i])))], text)
            {
                X = x,
            };
            return new Part(lines.Draw, lines.LeastHeight);
        }

        double[] all = [.. names.SelectMany((_, i) => rows.Select(row => row[i]))];
        Axis columns = x is CategoryAxis ? x : HeatChart.Counting(rows.Length);
        text = text with { Y = "" };
        HeatChart colours = isShare
            ? new(all, text, columns, new CategoryAxis(names)) { Map = ColourMap.Shares, Range = (0, 1) }
            : new(all, text, columns, new CategoryAxis(names));
        return new Part(colours.Draw, static _ => 0);
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

    // A chart, and the height that it has to have in a width.
    private sealed record Part(Action<Canvas, Box> Draw, Func<double, double> LeastHeight);
}
