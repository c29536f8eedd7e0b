using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Samples of a decoder as people write them, with a reply and no more, and as the model reads them: the tokens that
/// were said before each one, and the one that is to be said.
/// </summary>
internal static class StepSamples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The sample that a decoder is trained on: start, reply as what was said; reply, end as the target. A sample that
    /// holds what was said, and one of another model, is left as it is; one without a reply gets no target.
    /// </summary>
    public static Sample<T> Unfold(ModelInfo info, Sample<T> sample)
    {
        if (info.Step is not { } step || sample == null || HoldsSaid(info, sample))
            return sample!;
        bool isGiven = TryReply(info, sample, out SampleTarget<T> target);
        ReadOnlySpan<int> reply = target.Classes.Span;
        int[] said = [step.Start, .. reply];
        sample = WithSaid(info, sample, step.End < 0 ? said[..^1] : said);
        if (!isGiven || step.End < 0)
            return sample;
        int[] classes = [.. reply, step.End];
        return step.Head == 0 ? sample with { Classes = classes } : sample with
        {
            MoreTargets = new Dictionary<string, SampleTarget<T>>(sample.MoreTargets, StringComparer.Ordinal)
            {
                [info.Heads[step.Head].Name] = target with { Classes = classes },
            },
        };
    }

    /// <summary>Whether there is a reply to unfold.</summary>
    public static bool HasReply(ModelInfo info, Sample<T> sample)
        => TryReply(info, sample, out SampleTarget<T> target) && !target.Classes.IsEmpty;

    /// <summary>What a sample says was said; empty for nothing.</summary>
    public static ReadOnlyMemory<int> SaidBy(ModelInfo info, Sample<T> sample)
        => HoldsSaid(info, sample) ? sample.Input(info, info.Step!.Input).Tokens : default;

    /// <summary>A sample with other tokens that were said.</summary>
    public static Sample<T> WithSaid(ModelInfo info, Sample<T> sample, int[] said)
    {
        SampleInput<T> input = SampleInput<T>.FromTokens(said);
        return info.Step!.Input == 0 ? sample.WithFirst(input) : sample with
        {
            MoreInputs = new Dictionary<string, SampleInput<T>>(sample.MoreInputs, StringComparer.Ordinal)
            {
                [info.Inputs[info.Step.Input].Name] = input,
            },
        };
    }

    // What a first input that has no tokens is, is for the checks to say.
    private static bool HoldsSaid(ModelInfo info, Sample<T> sample) => info.Step!.Input == 0
        ? sample.Steps > 0 || !sample.HasTokens
        : sample.MoreInputs.ContainsKey(info.Inputs[info.Step.Input].Name);

    // An empty array is a reply of no tokens; classes that nobody has set are none.
    private static bool TryReply(ModelInfo info, Sample<T> sample, out SampleTarget<T> target)
    {
        int head = info.Step!.Head;
        if (head > 0)
            return sample.MoreTargets.TryGetValue(info.Heads[head].Name, out target);
        target = sample.Target(info, head);
        return !target.Classes.Equals(default);
    }
}
