using RnnGen.Plots.Charts;

namespace RnnGen.Plots;

/// <content>What states do in time.</content>
public static partial class Plot
{
    /// <summary>
    /// Hidden and cell states after each step of a sequence, as a heatmap for each state. Of more than 2048 steps or
    /// units a cell has the mean of neighbours.
    /// </summary>
    /// <param name="model">A model that can stream.</param>
    /// <param name="sequence">The sequence, in the user's units.</param>
    /// <param name="options">Title and size, or null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The model cannot stream; the message says why.</exception>
    /// <exception cref="ArgumentException">The sequence is empty or does not fit the model.</exception>
    public static Picture StatesOverTime<T>(Model<T> model, Sample<T> sequence, PlotOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<StateTrace> traces = StateTrace.Record(model, sequence);
        return StateChart.Draw(
            [.. traces.Select(static trace => (trace.Name, trace))],
            (options ?? PlotOptions.Default) with { Title = options?.Title ?? $"States of {model.Info.Name}" });
    }

    /// <summary>
    /// States side by side, such as those of three cells on one sequence. Of more than 2048 steps or units a cell has
    /// the mean of neighbours.
    /// </summary>
    /// <param name="traces">
    /// What <see cref="StateTrace.Record"/> gave, by the title that each has in the picture.
    /// </param>
    /// <param name="options">Title and size, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no traces.</exception>
    public static Picture StatesOverTime(
        IReadOnlyList<(string Title, StateTrace Trace)> traces, PlotOptions? options = null)
    {
        RequireSome(traces, nameof(traces));
        RequireNames(traces.Select(static titled => titled.Title), nameof(traces));
        return StateChart.Draw(traces, options ?? PlotOptions.Default);
    }

    /// <summary>
    /// What a model reads and what it says after each step, below each other: probabilities where its loss is a
    /// cross-entropy.
    /// </summary>
    /// <param name="model">A model that can stream.</param>
    /// <param name="sequence">The sequence, in the user's units.</param>
    /// <param name="options">Title and size, or null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The model cannot stream; the message says why.</exception>
    /// <exception cref="ArgumentException">The sequence is empty or does not fit the model.</exception>
    public static Picture InputAndOutput<T>(Model<T> model, Sample<T> sequence, PlotOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sequence);
        return InputOutputChart.Draw(model, sequence, options ?? PlotOptions.Default);
    }

    /// <summary>
    /// How the gradient of a loss fades, or grows, on its way back through time: norms by steps back, on a logarithmic
    /// axis.
    /// </summary>
    /// <param name="traces">
    /// What <see cref="GradientTrace.Measure"/> gave, by the name that each has in the picture, such as a cell's.
    /// </param>
    /// <param name="options">Title and size, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no traces.</exception>
    public static Picture GradientsOverTime(
        IReadOnlyList<(string Name, GradientTrace Trace)> traces, PlotOptions? options = null)
    {
        RequireSome(traces, nameof(traces));
        RequireNames(traces.Select(static named => named.Name), nameof(traces));
        return Lines(
            [.. traces.Select(static named => Series.At(named.Name, 1, 1, named.Trace.Norms))],
            (options ?? PlotOptions.Default) with { LogY = options?.LogY ?? true },
            "Gradient of the last step's loss",
            "steps back from the loss",
            "norm of ∂loss/∂state");
    }
}
