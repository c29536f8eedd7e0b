using RnnGen.Program;

namespace RnnGen.Plots;

/// <summary>
/// How much of the gradient of a sequence's last loss arrives at a recurrent state some steps back: what vanishes or
/// explodes (Bengio, Simard and Frasconi 1994).
/// </summary>
/// <param name="State">The state's name, such as <c>lstm.h_l0</c>.</param>
/// <param name="Norms">
/// Euclidean norms, the first one step back from the loss: of the loss with respect to what is carried from a step to
/// the next, the other states held. The last is that of the initial state.
/// </param>
public sealed record GradientTrace(string State, IReadOnlyList<double> Norms)
{
    /// <summary>
    /// Measures it by back-propagation through time, as training does it, with dropout off. The loss is the declared
    /// one at the last step, added up over its outputs.
    /// </summary>
    /// <param name="model">
    /// A model that can stream, of one output with a loss that is not of whole sequences (CRF, CTC).
    /// </param>
    /// <param name="samples">Sequences of one length, with targets; norms are their mean.</param>
    /// <returns>One trace for each of <see cref="ModelInfo.States"/>.</returns>
    /// <exception cref="ArgumentException">
    /// There is no sample, one does not fit the model or has another length, or the model has no such loss or no state.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model cannot stream; the message says why.</exception>
    public static IReadOnlyList<GradientTrace> Measure<T>(Model<T> model, params Sample<T>[] samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Length == 0)
            throw new ArgumentException("There is no sample to measure the gradient of.", nameof(samples));
        ModelInfo info = model.Info;
        Check(info);
        var sums = new double[info.States.Count][];
        foreach (Sample<T> sample in samples)
        {
            if (sample.Steps != samples[0].Steps)
            {
                throw new ArgumentException(
                    $"samples have lengths of their own, such as {samples[0].Steps} and {sample.Steps}; they must "
                        + "have one.",
                    nameof(samples));
            }

            double[][] norms = new SuffixGradients<T>(model, sample).Measure();
            for (int s = 0; s < sums.Length; s++)
            {
                sums[s] ??= new double[norms[s].Length];
                for (int back = 0; back < norms[s].Length; back++)
                    sums[s][back] += norms[s][back] / samples.Length;
            }
        }

        return [.. info.States.Select((state, s) => new GradientTrace(state.Name, sums[s]))];
    }

    private static void Check(ModelInfo info)
    {
        string? reason = info switch
        {
            { States.Count: 0 } => "has no recurrent state",
            { Heads.Count: > 1 } => $"has {info.Heads.Count} outputs",
            { Loss: null } => "declares no loss",
            { Loss.Kind: LossKind.Crf or LossKind.Ctc } => $"declares a loss of whole sequences ({info.Loss.Kind})",
            _ => null,
        };
        if (reason != null)
        {
            throw new ArgumentException(
                $"{info.Name} {reason}: the gradient of its last step is not defined.", "model");
        }
    }
}
