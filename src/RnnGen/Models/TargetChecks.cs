using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>Checks what each head's loss gets of a batch whose inputs fit.</summary>
internal static class TargetChecks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Targets and weights of the declared losses.</summary>
    /// <param name="info">The model.</param>
    /// <param name="losses">The loss of each head, or null.</param>
    /// <param name="batch">The batch.</param>
    public static void Fit(ModelInfo info, IReadOnlyList<Loss<T>?> losses, Batch<T> batch)
    {
        int known = 0;
        for (int head = 0; head < losses.Count; head++)
        {
            if (losses[head] is not { } loss)
                continue;
            if (head > 0 && !batch.MoreTargets.ContainsKey(info.Heads[head].Name))
            {
                throw new ArgumentException(
                    $"{nameof(batch.MoreTargets)} has no '{info.Heads[head].Name}', whose loss is {loss.Info.Kind}.",
                    nameof(batch));
            }

            known += head > 0 ? 1 : 0;
            Fit(info, head, loss, batch);
        }

        if (known != batch.MoreTargets.Count)
            throw Unknown(info, losses, batch);
    }

    private static void Fit(ModelInfo info, int number, Loss<T> loss, Batch<T> batch)
    {
        HeadInfo head = info.Heads[number];
        AxisBatch axis = AxisBatch.Of(info, batch, head.Axis);
        BatchTarget<T> target = batch.Target(info, number);
        int rows = batch.Rows, steps = head.PerStep ? axis.Steps : 1;
        if (loss.HasOwnTargetLengths)
        {
            ListsFit(info, number, loss, rows, target);
        }
        else if (loss.ReadsClasses)
        {
            if (target.Classes.Length != (long)rows * steps)
            {
                throw Misfit(
                    info, number, nameof(target.Classes), target.Classes.Length, (long)rows * steps,
                    $"{rows} rows x {steps} outputs");
            }

            for (int row = 0; row < rows; row++)
            {
                int valid = head.PerStep ? axis.LengthOf(row) : 1;
                ClassesFit(info, number, loss, target.Classes.Span.Slice(row * steps, valid));
            }
        }
        else if (target.Values.Length != (long)rows * steps * head.Width)
        {
            throw Misfit(
                info, number, nameof(target.Values), target.Values.Length, (long)rows * steps * head.Width,
                $"{rows} rows x {steps} outputs x {head.Width} units");
        }

        int weights = target.Weights.Length;
        long losses = (long)rows * loss.LossCount(steps);
        if (weights != 0 && weights != rows && weights != losses)
        {
            throw new ArgumentException(
                $"{Member(info, number, nameof(target.Weights))} has {weights} elements; one for each of {rows} rows "
                    + $"or of {losses} losses is needed.",
                nameof(batch));
        }

        // What belongs to padding is never read.
        int each = weights == rows ? 1 : loss.LossCount(steps);
        for (int row = 0; row < rows && weights != 0; row++)
        {
            int valid = Math.Min(each, loss.LossCount(head.PerStep ? axis.LengthOf(row) : 1));
            WeightsAreFinite(info, number, target.Weights.Span.Slice(row * each, valid), row * each);
        }
    }

    private static void WeightsAreFinite(ModelInfo info, int number, ReadOnlySpan<T> weights, int first)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            if (!T.IsFinite(weights[i]))
            {
                string argument = Member(info, number, nameof(BatchTarget<T>.Weights));
                throw new ArgumentOutOfRangeException(
                    argument, weights[i],
                    FormattableString.Invariant(
                        $"{argument} has {weights[i]} at element {first + i}; it must be finite."));
            }
        }
    }

    private static void ListsFit(ModelInfo info, int number, Loss<T> loss, int rows, in BatchTarget<T> target)
    {
        if (target.Classes.Length % rows != 0)
        {
            throw new ArgumentException(
                $"{Member(info, number, nameof(target.Classes))} has {target.Classes.Length} elements, which is no "
                    + $"multiple of {rows} rows.",
                "batch");
        }

        int counts = target.ClassCounts.Length, step = target.ClassStep(rows);
        if (counts != 0 && (counts != rows || Require.FirstBeyond(target.ClassCounts.Span, step) >= 0))
        {
            string argument = Member(info, number, nameof(target.ClassCounts));
            Require.Length(counts, rows, argument);
            Require.Lengths(target.ClassCounts.Span, step, argument);
        }

        for (int row = 0; row < rows; row++)
            ClassesFit(info, number, loss, target.ListOf(row, rows));
    }

    private static void ClassesFit(ModelInfo info, int number, Loss<T> loss, ReadOnlySpan<int> classes)
    {
        foreach (int target in classes)
        {
            if (!loss.Accepts(target))
            {
                string argument = Member(info, number, nameof(BatchTarget<T>.Classes));
                throw new ArgumentOutOfRangeException(
                    argument, target, $"{argument} has class {target}; {loss.ClassRange}.");
            }
        }
    }

    // The first head's are members of the batch.
    private static string Member(ModelInfo info, int number, string member) => (number, member) switch
    {
        (0, nameof(BatchTarget<T>.Values)) => nameof(Batch<T>.Targets),
        (0, nameof(BatchTarget<T>.Weights)) => nameof(Batch<T>.SampleWeights),
        (0, _) => member,
        _ => $"{nameof(Batch<T>.MoreTargets)}[\"{info.Heads[number].Name}\"].{member}",
    };

    private static ArgumentException Misfit(
        ModelInfo info, int number, string member, int actual, long expected, string shape)
    {
        string argument = Member(info, number, member);
        return new ArgumentException($"{argument} has {actual} elements; {shape} needs {expected}.", argument);
    }

    private static ArgumentException Unknown(ModelInfo info, IReadOnlyList<Loss<T>?> losses, Batch<T> batch)
    {
        string[] known = [.. info.Heads.Where((_, i) => i > 0 && losses[i] != null).Select(static head => head.Name)];
        string unknown = batch.MoreTargets.Keys.First(name => !known.Contains(name));
        string reason = unknown == info.Heads[0].Name
            ? $"which is the first head of {info.Name}: its targets are the batch's own"
            : info.Heads.Any(head => head.Name == unknown) ? $"a head of {info.Name} that has no loss"
            : $"which {info.Name} has not; its heads are {string.Join(", ", info.Heads.Select(static h => h.Name))}";
        return new ArgumentException($"{nameof(batch.MoreTargets)} names '{unknown}', {reason}.", nameof(batch));
    }
}
