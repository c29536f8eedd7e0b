using RnnGen.Program;

namespace RnnGen;

/// <summary>Checks a sample against a model; messages have the sample's number.</summary>
internal static class SampleChecks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Refuses data in memory of which a sample does not fit the model or has not its targets; other data are checked
    /// as they are read.
    /// </summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    public static void AllFit(Model<T> model, Dataset<T> data)
    {
        if (data.InMemory is not { } samples)
            return;
        for (int i = 0; i < samples.Count; i++)
            Fits(model, new NumberedSample<T>(i, samples[i]).Unfold(model.Info), withTargets: true);
    }

    /// <summary>Refuses a sample that does not fit.</summary>
    /// <param name="model">The model.</param>
    /// <param name="item">The sample.</param>
    /// <param name="withTargets">Whether targets are needed.</param>
    /// <param name="except">The number of an input whose value does not matter, or -1.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Fits(Model<T> model, NumberedSample<T> item, bool withTargets, int except = -1)
    {
        ModelInfo info = model.Info;
        if (item.Sample == null)
            throw Misfit(item, "is null");
        for (int i = 1; i < info.Inputs.Count; i++)
        {
            if (item.Sample.MoreInputs.ContainsKey(info.Inputs[i].Name))
                continue;
            string reply = i == info.Step?.Input ? "no reply, set by Classes, and " : "";
            throw Misfit(item, $"has {reply}no '{info.Inputs[i].Name}', set by MoreInputs, which {info.Name} reads");
        }

        if (item.Sample.MoreInputs.Count != info.Inputs.Count - 1)
            throw UnknownInput(info, item);
        for (int i = 0; i < info.Inputs.Count; i++)
        {
            if (i != except)
                InputFits(info, item, i);
        }

        if (withTargets)
            SampleTargetChecks<T>.Fit(model, item);
    }

    /// <summary>An exception that says what is wrong with a sample.</summary>
    public static ArgumentException Misfit(NumberedSample<T> item, string problem) =>
        new($"Sample {item.Number} {problem}.");

    private static void InputFits(ModelInfo info, NumberedSample<T> item, int number)
    {
        InputInfo input = info.Inputs[number];
        SampleInput<T> given = item.Sample.Input(info, number);
        if (given.HasTokens != (input.Vocabulary > 0))
        {
            string which = number == 0 ? "" : $" as '{input.Name}'";
            throw Misfit(item, given.HasTokens
                ? $"holds tokens{which}; {info.Name} reads {input.Features} features{(input.PerStep ? " a step" : "")}"
                : $"holds features{which}; {info.Name} reads tokens");
        }

        if (given.PerStep != input.PerStep)
        {
            throw Misfit(item, $"has {(given.PerStep ? "a value at each step" : "one value")} of '{input.Name}'; "
                + $"{info.Name} reads {(input.PerStep ? "one at each step" : "one a row")}");
        }

        int vectors = input.PerStep ? given.Steps : 1;
        if (!given.HasTokens && given.Features.Length != (long)vectors * input.Features)
        {
            throw Misfit(item, $"has {given.Features.Length / vectors} features{Of(input, number)}"
                + $"{(input.PerStep ? " a step" : "")}; {info.Name} reads {input.Features}");
        }

        if (input.PerStep)
            StepsFit(info, item, number, given.Steps);
        ValuesAreUsable(info, item, number, given);
    }

    private static void StepsFit(ModelInfo info, NumberedSample<T> item, int number, int steps)
    {
        InputInfo input = info.Inputs[number];
        int expected = info.Axes[input.Axis].FixedSteps;
        if (expected != 0 && steps != expected)
            throw Misfit(item, $"has {steps} steps{Of(input, number)}; {info.Name} is declared for {expected}");
        int first = info.FirstInputOn(input.Axis);
        int others = item.Sample.StepsOn(info, input.Axis);
        if (steps != others)
        {
            throw Misfit(item, $"has {others} steps of '{info.Inputs[first].Name}' and {steps} of '{input.Name}', "
                + $"which are both on the axis '{info.Axes[input.Axis].Name}' of {info.Name}");
        }
    }

    private static void ValuesAreUsable(ModelInfo info, NumberedSample<T> item, int number, in SampleInput<T> given)
    {
        InputInfo input = info.Inputs[number];
        if (Require.FirstNaN(given.Features.Span) is >= 0 and int i)
        {
            string step = input.PerStep ? $"step {i / input.Features}, " : "";
            throw Misfit(item, $"has NaN{Of(input, number)} at {step}feature {i % input.Features}");
        }

        ReadOnlySpan<int> tokens = given.Tokens.Span;
        if (Require.FirstUnknown(tokens, input.Vocabulary) is >= 0 and int t)
        {
            string where = item.IsUnfolded && number == info.Step?.Input
                ? $" at step {t - 1} of its reply"
                : $"{Of(input, number)} at step {t}";
            throw Misfit(item, $"has token {tokens[t]}{where}; {info.Name} knows 0 to {input.Vocabulary - 1}");
        }
    }

    private static string Of(InputInfo input, int number) => number == 0 ? "" : $" of '{input.Name}'";

    private static ArgumentException UnknownInput(ModelInfo info, NumberedSample<T> item)
    {
        string unknown = item.Sample.MoreInputs.Keys.First(
            name => info.Inputs.Skip(1).All(input => input.Name != name));
        string reason = unknown == info.Inputs[0].Name
            ? $"which is the first input of {info.Name} and the sample's own"
            : $"which {info.Name} does not read; it reads {string.Join(", ", info.Inputs.Select(static i => i.Name))}";
        return Misfit(item, $"names '{unknown}' in MoreInputs, {reason}");
    }
}
