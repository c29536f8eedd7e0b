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

    /// <summary>Floats of the outputs of a batch.</summary>
    public static long OutputLength(ModelInfo info, int rows, int steps) =>
        (long)rows * (info.OutputPerStep ? steps : 1) * info.Outputs;

    public static void Inputs(ModelInfo info, Batch<T> batch, bool training)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Steps(info, batch.Steps, nameof(batch));
        if (batch.HasTokens != info.Vocabulary > 0)
        {
            throw new ArgumentException(
                $"{info.Name} reads {(info.Vocabulary > 0 ? "tokens" : "features")}; the batch holds the other.",
                nameof(batch));
        }

        if (batch.HasTokens)
            TokenRows(info, batch);
        else
            FeatureRows(info, batch);

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

    public static void Steps(ModelInfo info, int steps, string argument)
    {
        if (info.FixedSteps != 0 && steps != info.FixedSteps)
        {
            throw new ArgumentException(
                $"{argument} has {steps} steps; {info.Name} is declared for {info.FixedSteps}.", argument);
        }
    }

    /// <summary>Targets and weights of the declared loss.</summary>
    public static void Targets(ModelInfo info, Loss<T> loss, Batch<T> batch)
    {
        int steps = info.OutputPerStep ? batch.Steps : 1;
        long vectors = (long)batch.Rows * steps;
        if (loss.HasOwnTargetLengths)
        {
            Lists(loss, batch);
        }
        else if (loss.ReadsClasses)
        {
            Require.Length(
                batch.Classes.Length, vectors, nameof(batch.Classes), $"{batch.Rows} rows x {steps} outputs");
            for (int row = 0; row < batch.Rows; row++)
            {
                int valid = info.OutputPerStep ? batch.LengthOf(row) : 1;
                Classes(loss, batch.Classes.Span.Slice(row * steps, valid));
            }
        }
        else
        {
            Require.Length(
                batch.Targets.Length,
                vectors * info.Outputs,
                nameof(batch.Targets),
                $"{batch.Rows} rows x {steps} outputs x {info.Outputs} units");
        }

        int weights = batch.SampleWeights.Length;
        long losses = (long)batch.Rows * loss.LossCount(steps);
        if (weights != 0 && weights != batch.Rows && weights != losses)
        {
            throw new ArgumentException(
                $"{nameof(batch.SampleWeights)} has {weights} elements; one for each of {batch.Rows} rows or of "
                    + $"{losses} losses is needed.",
                nameof(batch));
        }
    }

    private static void Lists(Loss<T> loss, Batch<T> batch)
    {
        if (batch.Classes.Length % batch.Rows != 0)
        {
            throw new ArgumentException(
                $"{nameof(batch.Classes)} has {batch.Classes.Length} elements, which is no multiple of {batch.Rows} "
                    + "rows.", nameof(batch));
        }

        if (!batch.ClassCounts.IsEmpty)
        {
            Require.Length(batch.ClassCounts.Length, batch.Rows, nameof(batch.ClassCounts));
            Require.Lengths(batch.ClassCounts.Span, batch.ClassStep, nameof(batch.ClassCounts));
        }

        for (int row = 0; row < batch.Rows; row++)
            Classes(loss, batch.Classes.Span.Slice(row * batch.ClassStep, batch.ClassCountOf(row)));
    }

    private static void Classes(Loss<T> loss, ReadOnlySpan<int> classes)
    {
        foreach (int target in classes)
        {
            if (!loss.Accepts(target))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Batch<T>.Classes),
                    target,
                    $"{nameof(Batch<T>.Classes)} has class {target}; {loss.ClassRange}.");
            }
        }
    }

    private static void TokenRows(ModelInfo info, Batch<T> batch)
    {
        ReadOnlySpan<int> tokens = batch.Tokens.Span;
        for (int row = 0; row < batch.Rows; row++)
        {
            Require.Tokens(
                tokens.Slice(row * batch.Steps, batch.LengthOf(row)), info.Vocabulary, nameof(batch.Tokens));
        }
    }

    // What lies beyond a row's length is never read and may be anything.
    private static void FeatureRows(ModelInfo info, Batch<T> batch)
    {
        int width = batch.Steps * info.Features;
        Require.Length(
            batch.Features.Length,
            (long)batch.Rows * width,
            nameof(batch.Features),
            $"{batch.Rows} rows x {batch.Steps} steps x {info.Features} features");
        ReadOnlySpan<T> features = batch.Features.Span;
        for (int row = 0; row < batch.Rows; row++)
        {
            Require.NoNaN(
                features.Slice(row * width, batch.LengthOf(row) * info.Features), nameof(batch.Features));
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
            long length = (long)batch.Rows * (site.PerSequence ? 1 : batch.Steps) * site.Width;
            Require.Length(mask.Length, length, nameof(batch.DropoutMasks), $"'{site.Name}'");
        }

        if (known == batch.DropoutMasks.Count)
            return;
        throw new ArgumentException(
            $"{nameof(batch.DropoutMasks)} names a site that {info.Name} has not; it has "
                + $"{string.Join(", ", info.DropoutSites.Select(static s => s.Name))}.",
            nameof(batch));
    }
}
