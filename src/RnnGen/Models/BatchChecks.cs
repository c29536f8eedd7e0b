using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>Checks a batch against a model before anything is computed.</summary>
internal static class BatchChecks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Floats of all states of a batch.</summary>
    public static long StateLength(ModelInfo info, int rows)
    {
        long length = 0;

        // NOTE: foreach over an interface allocates an enumerator wherever the JIT does not see through it.
        for (int s = 0; s < info.States.Count; s++)
            length += (long)rows * info.States[s].Size;
        return length;
    }

    /// <summary>Floats of the outputs of a head.</summary>
    /// <param name="head">The head.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="steps">Its steps on the head's axis.</param>
    public static long OutputLength(HeadInfo head, int rows, int steps) =>
        (long)rows * (head.PerStep ? steps : 1) * head.Width;

    /// <summary>Floats of the features of an input; 0 for tokens.</summary>
    /// <param name="input">The input.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="steps">Its steps on the input's axis.</param>
    public static long FeatureLength(InputInfo input, int rows, int steps) =>
        (long)rows * (input.PerStep ? steps : 1) * input.Features;

    public static void Inputs(ModelInfo info, Batch<T> batch, bool training)
    {
        ArgumentNullException.ThrowIfNull(batch);
        InputChecks<T>.Fit(info, batch);
        if (!batch.InitialStates.IsEmpty)
        {
            Require.Length(
                batch.InitialStates.Length,
                StateLength(info, batch.Rows),
                nameof(batch.InitialStates),
                $"all states of {batch.Rows} rows");
            Require.NoNaN(batch.InitialStates.Span, nameof(batch.InitialStates));
        }

        if (training)
            Masks(info, batch);
    }

    /// <summary>Throws where a model is declared for another number of steps.</summary>
    public static void Steps(ModelInfo info, int axis, int steps, string argument)
    {
        int expected = info.Axes[axis].FixedSteps;
        if (expected != 0 && steps != expected)
        {
            throw new ArgumentException(
                $"{argument} has {steps} steps; {info.Name} is declared for {expected}.", argument);
        }
    }

    private static void Masks(ModelInfo info, Batch<T> batch)
    {
        if (batch.DropoutMasks.Count == 0)
            return;

        int known = 0;
        for (int i = 0; i < info.DropoutSites.Count; i++)
        {
            DropoutSite site = info.DropoutSites[i];
            if (!batch.DropoutMasks.TryGetValue(site.Name, out ReadOnlyMemory<T> mask))
                continue;
            known++;
            int steps = site.PerSequence ? 1 : AxisBatch.Of(info, batch, site.Axis).Steps;
            long length = (long)batch.Rows * steps * site.Width;
            Require.Length(mask.Length, length, nameof(batch.DropoutMasks), $"'{site.Name}'");
        }

        if (known != batch.DropoutMasks.Count)
            ThrowUnknownMask(info, batch);
    }

    private static void ThrowUnknownMask(ModelInfo info, Batch<T> batch)
    {
        string[] sites = [.. info.DropoutSites.Select(static s => s.Name)];
        string unknown = batch.DropoutMasks.Keys.First(key => !sites.Contains(key));
        throw new ArgumentException(
            $"{nameof(batch.DropoutMasks)} has '{unknown}', which {info.Name} has not; "
                + $"{(sites.Length == 0 ? "it drops nothing" : $"it has {string.Join(", ", sites)}")}.",
            nameof(batch));
    }
}
