using RnnGen.Program;

namespace RnnGen;

/// <summary>Checks what each head's loss gets of a sample whose inputs fit.</summary>
internal static class SampleTargetChecks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Fit(Model<T> model, NumberedSample<T> item)
    {
        ModelInfo info = model.Info;
        int known = 0;
        bool hasLoss = false;
        for (int head = 0; head < info.Heads.Count; head++)
        {
            if (model.Losses[head] is not { } loss)
                continue;
            if (head > 0 && !item.Sample.MoreTargets.ContainsKey(info.Heads[head].Name))
            {
                throw SampleChecks<T>.Misfit(
                    item, $"has no '{info.Heads[head].Name}', set by MoreTargets, whose loss is {loss.Info.Kind}");
            }

            hasLoss = true;
            known += head > 0 ? 1 : 0;
            Fit(info, item, head, loss);
        }

        if (!hasLoss)
            throw new InvalidOperationException($"{info.Name} declares no loss, so nothing reads targets.");
        if (known != item.Sample.MoreTargets.Count)
            throw UnknownHead(model, item);
    }

    private static void Fit(ModelInfo info, NumberedSample<T> item, int number, Loss<T> loss)
    {
        HeadInfo head = info.Heads[number];
        SampleTarget<T> target = item.Sample.Target(info, number);
        int outputs = head.PerStep ? item.Sample.StepsOn(info, head.Axis) : 1;
        if (!loss.ReadsClasses)
        {
            if (target.Values.Length != (long)outputs * head.Width)
            {
                string set = number == 0 ? nameof(item.Sample.Targets) : nameof(target.Values);
                throw SampleChecks<T>.Misfit(item, $"has {target.Values.Length} target values{Of(head, number)}; "
                    + $"{info.Name} needs {outputs} x {head.Width}, set by {set}");
            }

            ValuesAreNumbers(item, head, number, target.Values.Span);
            if (loss.Info.Kind == LossKind.BinaryCrossEntropy)
                ValuesAreShares(item, head, number, target.Values.Span);
            return;
        }

        if (item.IsUnfolded && number == info.Step?.Head && target.Classes.Equals(default))
        {
            throw SampleChecks<T>.Misfit(
                item, "has no reply, set by Classes; a reply of no tokens is Array.Empty<int>()");
        }

        if (target.Classes.Length != outputs && !loss.HasOwnTargetLengths)
        {
            throw SampleChecks<T>.Misfit(item, $"has {target.Classes.Length} target classes{Of(head, number)}; "
                + $"{info.Name} needs {(head.PerStep ? $"{outputs}, set by Classes" : "1, set by Class")}");
        }

        foreach (int @class in target.Classes.Span)
        {
            if (!loss.Accepts(@class))
            {
                throw SampleChecks<T>.Misfit(
                    item, $"has the target class {@class}{Of(head, number)}; {loss.ClassRange}");
            }
        }
    }

    private static void ValuesAreNumbers(NumberedSample<T> item, HeadInfo head, int number, ReadOnlySpan<T> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw SampleChecks<T>.Misfit(item, $"has {(T.IsNaN(values[i]) ? "NaN" : "infinity")} as its "
                    + $"target{Of(head, number)} at output {i / head.Width}, unit {i % head.Width}");
            }
        }
    }

    private static void ValuesAreShares(NumberedSample<T> item, HeadInfo head, int number, ReadOnlySpan<T> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= T.Zero && values[i] <= T.One))
            {
                throw SampleChecks<T>.Misfit(item, FormattableString.Invariant($"has the target {values[i]}")
                    + $"{Of(head, number)} at output {i / head.Width}, unit {i % head.Width}; [BinaryCrossEntropy] "
                    + "takes 0 to 1");
            }
        }
    }

    private static string Of(HeadInfo head, int number) => number == 0 ? "" : $" of '{head.Name}'";

    private static ArgumentException UnknownHead(Model<T> model, NumberedSample<T> item)
    {
        ModelInfo info = model.Info;
        string[] known = [.. info.Heads.Where((_, i) => i > 0 && model.Losses[i] != null).Select(static h => h.Name)];
        string unknown = item.Sample.MoreTargets.Keys.First(name => !known.Contains(name));
        string reason = unknown == info.Heads[0].Name
            ? $"which is the first head of {info.Name}: its targets are the sample's own"
            : info.Heads.Any(head => head.Name == unknown) ? $"a head of {info.Name} that has no loss"
            : $"which {info.Name} has not; its heads are {string.Join(", ", info.Heads.Select(static h => h.Name))}";
        return SampleChecks<T>.Misfit(item, $"names '{unknown}' in MoreTargets, {reason}");
    }
}
