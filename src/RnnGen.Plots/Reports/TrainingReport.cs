using System.Text;
using RnnGen.Plots.Reports;

namespace RnnGen.Plots;

/// <summary>
/// A training run as one HTML file that needs nothing else: the model, settings, learning curves, epochs, pictures, the
/// machine and times. It follows its reader's light or dark theme and is light on paper.
/// </summary>
public sealed class TrainingReport
{
    /// <summary>A report of a model and its run, without settings and pictures of parameters.</summary>
    /// <param name="model">The model.</param>
    /// <param name="history">What a trainer's Fit gave.</param>
    public TrainingReport(Model model, TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(history);
        (Model, History, Title) = (model, history, model.Info.Name);
        Machine = ReportMachine.Of(model);
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>Its run.</summary>
    public TrainingHistory History { get; }

    /// <summary>The title; the model's name by default.</summary>
    public string Title { get; set; }

    /// <summary>A few words below the title, such as what the data are; null for none.</summary>
    public string? Description { get; set; }

    /// <summary>Settings of the run by name, in their order.</summary>
    public IList<(string Name, string Value)> Settings { get; } = [];

    /// <summary>What the model came to on data that it has not seen; null for none.</summary>
    public Evaluation? Test { get; set; }

    /// <summary>Counts of classes taken for others; null for none.</summary>
    public ConfusionMatrix? Confusion { get; set; }

    /// <summary>Pictures behind the learning curves, such as <see cref="Plot.ParameterHistograms"/>.</summary>
    public IList<Picture> Pictures { get; } = [];

    /// <summary>The machine; this one by default.</summary>
    public ReportMachine Machine { get; set; }

    /// <summary>
    /// When the report was made; null, the default, leaves it out, so that a run repeats byte by byte.
    /// </summary>
    public DateTimeOffset? Made { get; set; }

    /// <summary>A report with a trainer's settings and the distributions of all parameters.</summary>
    /// <param name="trainer">The trainer, behind its Fit.</param>
    /// <param name="history">What Fit gave.</param>
    public static TrainingReport Of<T>(Trainer<T> trainer, TrainingHistory history)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        var report = new TrainingReport(trainer.Model, history);
        foreach ((string, string) setting in TrainerSettings.Of(trainer))
            report.Settings.Add(setting);
        if (trainer.Model.Parameters.Infos.Count > 0)
            report.Pictures.Add(Plot.ParameterHistograms(trainer.Model));
        return report;
    }

    /// <summary>The report as a page.</summary>
    public string ToHtml() => new ReportPage(this).Write();

    /// <summary>Writes the report.</summary>
    /// <param name="path">The file, such as <c>report.html</c>; replaced where it is there. Its folder is made.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        OutputFile.Write(path, Encoding.UTF8.GetBytes(ToHtml()));
    }
}
