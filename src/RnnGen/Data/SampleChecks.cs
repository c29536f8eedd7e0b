using RnnGen.Program;

namespace RnnGen;

/// <summary>Checks a sample against a model; messages have the sample's number.</summary>
internal static class SampleChecks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Fits(Model<T> model, NumberedSample<T> item, bool withTargets)
    {
        ModelInfo info = model.Info;
        Sample<T> sample = item.Sample;
        if (sample.HasTokens != (info.Vocabulary > 0))
        {
            throw Misfit(item, sample.HasTokens
                ? $"holds tokens; {info.Name} reads {info.Features} features a step"
                : $"holds features; {info.Name} reads tokens");
        }

        if (!sample.HasTokens && sample.Features.Length != (long)sample.Steps * info.Features)
        {
            throw Misfit(item, $"has {sample.Features.Length / sample.Steps} features a step; "
                + $"{info.Name} reads {info.Features}");
        }

        if (info.FixedSteps != 0 && sample.Steps != info.FixedSteps)
            throw Misfit(item, $"has {sample.Steps} steps; {info.Name} is declared for {info.FixedSteps}");
        InputsAreUsable(info, item);
        if (withTargets)
            TargetsFit(model, item);
    }

    private static void InputsAreUsable(ModelInfo info, NumberedSample<T> item)
    {
        ReadOnlySpan<T> features = item.Sample.Features.Span;
        for (int i = 0; i < features.Length; i++)
        {
            if (T.IsNaN(features[i]))
                throw Misfit(item, $"has NaN at step {i / info.Features}, feature {i % info.Features}");
        }

        ReadOnlySpan<int> tokens = item.Sample.Tokens.Span;
        for (int t = 0; t < tokens.Length; t++)
        {
            if ((uint)tokens[t] >= (uint)info.Vocabulary)
            {
                throw Misfit(item, $"has token {tokens[t]} at step {t}; {info.Name} knows 0 to {info.Vocabulary - 1}");
            }
        }
    }

    private static void TargetsFit(Model<T> model, NumberedSample<T> item)
    {
        Sample<T> sample = item.Sample;
        ModelInfo info = model.Info;
        Loss<T> loss = model.Loss
            ?? throw new InvalidOperationException($"{info.Name} declares no loss, so nothing reads targets.");
        int outputs = info.OutputPerStep ? sample.Steps : 1;
        if (!loss.ReadsClasses)
        {
            if (sample.Targets.Length != (long)outputs * info.Outputs)
            {
                throw Misfit(item, $"has {sample.Targets.Length} target values; {info.Name} needs "
                    + $"{outputs} x {info.Outputs}, set by Targets");
            }

            TargetsAreNumbers(info, item);
            return;
        }

        if (sample.Classes.Length != outputs && !loss.HasOwnTargetLengths)
        {
            throw Misfit(item, $"has {sample.Classes.Length} target classes; {info.Name} needs "
                + (info.OutputPerStep ? $"{outputs}, set by Classes" : "1, set by Class"));
        }

        foreach (int target in sample.Classes.Span)
        {
            if (!loss.Accepts(target))
                throw Misfit(item, $"has the target class {target}; {loss.ClassRange}");
        }
    }

    private static void TargetsAreNumbers(ModelInfo info, NumberedSample<T> item)
    {
        ReadOnlySpan<T> targets = item.Sample.Targets.Span;
        for (int i = 0; i < targets.Length; i++)
        {
            if (!T.IsFinite(targets[i]))
            {
                throw Misfit(item, $"has {(T.IsNaN(targets[i]) ? "NaN" : "infinity")} as its target at output "
                    + $"{i / info.Outputs}, unit {i % info.Outputs}");
            }
        }
    }

    private static ArgumentException Misfit(NumberedSample<T> item, string problem) =>
        new($"Sample {item.Number} {problem}.");
}
