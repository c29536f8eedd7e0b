using RnnGen.Plots.Charts;

namespace RnnGen.Plots;

/// <content>How training went.</content>
public static partial class Plot
{
    /// <summary>
    /// Training and validation loss by epoch, metrics, and the learning rate where it changed; the best epoch is
    /// marked.
    /// </summary>
    /// <param name="history">What a trainer's Fit gave.</param>
    /// <param name="options">Title, size and scale, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The history has no epochs.</exception>
    public static Picture LearningCurves(TrainingHistory history, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        RequireSome(history.Epochs, nameof(history));
        return LearningCurveChart.Draw(history, options ?? PlotOptions.Default);
    }

    /// <summary>
    /// Several runs in one picture: their validation losses by epoch, the training losses where there was no
    /// validation.
    /// </summary>
    /// <param name="runs">Runs by the name that each has in the picture, in their order.</param>
    /// <param name="options">Title, size and scale, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no runs, or one has no epochs.</exception>
    public static Picture LearningCurves(
        IReadOnlyList<(string Name, TrainingHistory History)> runs, PlotOptions? options = null)
    {
        RequireSome(runs, nameof(runs));
        RequireNames(runs.Select(static run => run.Name), nameof(runs));
        foreach ((_, TrainingHistory history) in runs)
            RequireSome(history.Epochs, nameof(runs));
        return LearningCurveChart.Draw(runs, options ?? PlotOptions.Default);
    }

    /// <summary>
    /// Of each parameter tensor how its values are distributed, with their mean and standard deviation.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Title and size, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The model has no parameters.</exception>
    public static Picture ParameterHistograms<T>(Model<T> model, PlotOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        RequireSome(model.Parameters.Infos, nameof(model));
        return HistogramChart.Draw(model, options ?? PlotOptions.Default);
    }
}
