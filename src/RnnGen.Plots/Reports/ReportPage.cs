using System.Globalization;
using System.Text;
using RnnGen.Plots.Axes;
using RnnGen.Plots.Drawing;
using RnnGen.Program;

namespace RnnGen.Plots.Reports;

/// <summary>Writes a report as HTML.</summary>
internal sealed class ReportPage(TrainingReport report)
{
    private readonly StringBuilder _html = new();

    public string Write()
    {
        string title = Escape(report.Title);
        _html.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{title}</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <h1>{title}</h1>

            """);
        if (!string.IsNullOrEmpty(report.Description))
            _html.Append($"<p>{Escape(report.Description)}</p>\n");
        AddFigures();
        AddCurves();
        AddModel();
        AddPairs("Settings", report.Settings);
        AddConfusion();
        if (report.Pictures.Count > 0)
            _html.Append("<h2>Pictures</h2>\n");
        foreach (Picture picture in report.Pictures)
            Add(picture);
        AddMachine();
        return _html.Append("</body>\n</html>\n").Replace("\r\n", "\n").ToString();
    }

    // What a reader looks for first.
    private void AddFigures()
    {
        var figures = new List<(string Name, string Value)>();
        if (report.Test is { } test)
        {
            figures.Add(("test loss", Figures.Value(test.Loss)));
            figures.AddRange(test.Metrics.Select(static metric => ("test " + metric.Key, Figures.Value(metric.Value))));
        }

        if ((report.History.Best ?? report.History.Epochs.LastOrDefault()) is { } best)
        {
            figures.Add(("training loss", Figures.Value(best.TrainingLoss)));
            if (!double.IsNaN(best.ValidationLoss))
                figures.Add(("validation loss", Figures.Value(best.ValidationLoss)));
            figures.AddRange(best.Metrics.Select(static metric => (metric.Key, Figures.Value(metric.Value))));
            figures.Add(("best epoch", $"{best.Epoch} of {report.History.Epochs[^1].Epoch}"));
        }

        figures.Add(("parameters", Count(report.Model.Info.Parameters.Sum(static tensor => tensor.Length))));
        _html.Append("<dl>\n");
        foreach ((string name, string value) in figures)
            _html.Append($"<div><dt>{Escape(name)}</dt><dd>{Escape(value)}</dd></div>\n");
        _html.Append("</dl>\n");
    }

    private void AddCurves()
    {
        IReadOnlyList<EpochResult> epochs = report.History.Epochs;
        if (epochs.Count == 0)
            return;
        _html.Append("<h2>Learning curves</h2>\n");
        Add(Plot.LearningCurves(report.History, new PlotOptions { Title = "" }));
        string[] metrics = [.. epochs.SelectMany(static epoch => epoch.Metrics.Keys).Distinct()];
        string[] heads = ["epoch", "steps", "training loss", "validation loss", .. metrics, "learning rate", "time"];
        _html.Append("<details><summary>All epochs</summary>\n");
        StartTable(heads, numbersFrom: 0);
        foreach (EpochResult epoch in epochs)
        {
            _html.Append(epoch.Epoch == report.History.BestEpoch ? "<tr class=\"best\">" : "<tr>");
            AddNumber(Count(epoch.Epoch));
            AddNumber(Count(epoch.Step));
            AddNumber(Figures.Value(epoch.TrainingLoss));
            AddNumber(double.IsNaN(epoch.ValidationLoss) ? "" : Figures.Value(epoch.ValidationLoss));
            foreach (string name in metrics)
                AddNumber(epoch.Metrics.TryGetValue(name, out double value) ? Figures.Value(value) : "");
            AddNumber(NumberText.Short(epoch.LearningRate));
            AddNumber(Figures.Duration(epoch.Duration));
            _html.Append("</tr>\n");
        }

        _html.Append("</tbody></table></div></details>\n");
    }

    private void AddModel()
    {
        _html.Append("<h2>Model</h2>\n");
        StartTable(["layer", "kind", "output", "parameters"], numbersFrom: 3);
        foreach (LayerInfo layer in report.Model.Info.Layers)
        {
            string kind = $"<td>{Escape(layer.Kind)}</td><td>{Escape(layer.Output)}</td>";
            _html.Append($"<tr><td>{Escape(layer.Name)}</td>{kind}");
            AddNumber(Count(layer.ParameterCount));
            _html.Append("</tr>\n");
        }

        _html.Append("</tbody></table></div>\n");
    }

    private void AddConfusion()
    {
        if (report.Confusion is not { Classes: > 0 } confusion)
            return;
        _html.Append("<h2>Confusion matrix</h2>\n");
        IReadOnlyList<string>? known = report.Model.ClassNames;
        IReadOnlyList<string>? names = known?.Count == confusion.Classes ? known : null;
        Add(Plot.Confusion(confusion, names, new PlotOptions { Title = "" }));
    }

    private void AddMachine()
    {
        TimeSpan time = TimeSpan.FromTicks(report.History.Epochs.Sum(static epoch => epoch.Duration.Ticks));
        List<(string, string)> pairs =
        [
            ("training time", Figures.Duration(time)),
            ("system", report.Machine.System),
            ("processor", report.Machine.Processor),
            ("runtime", report.Machine.Runtime),
        ];
        if (report.Made is { } made)
            pairs.Add(("made", made.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)));
        AddPairs("Machine and time", pairs);
    }

    private void AddPairs(string title, IList<(string Name, string Value)> pairs)
    {
        if (pairs.Count == 0)
            return;
        _html.Append($"<h2>{Escape(title)}</h2>\n<div class=\"wide\"><table><tbody>\n");
        foreach ((string name, string value) in pairs)
            _html.Append($"<tr><th scope=\"row\">{Escape(name)}</th><td>{Escape(value)}</td></tr>\n");
        _html.Append("</tbody></table></div>\n");
    }

    private void StartTable(IReadOnlyList<string> heads, int numbersFrom)
    {
        _html.Append("<div class=\"wide\"><table><thead><tr>");
        for (int i = 0; i < heads.Count; i++)
            _html.Append(i >= numbersFrom ? "<th class=\"number\">" : "<th>").Append(Escape(heads[i])).Append("</th>");
        _html.Append("</tr></thead><tbody>\n");
    }

    private void AddNumber(string number) => _html.Append($"<td class=\"number\">{Escape(number)}</td>");

    private void Add(Picture picture) => _html.Append($"<figure>\n{picture.ToThemedSvg()}</figure>\n");

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SvgWriter.Escape(text);
}
