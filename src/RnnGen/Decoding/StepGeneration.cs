using RnnGen.Program;

namespace RnnGen;

/// <summary>Lets a decoder reply to samples of its other inputs, so many at a time; each as it would alone.</summary>
internal static class StepGeneration<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Of a beam each has several rows.
    private const int MostSamples = 64;

    public static IReadOnlyList<Decoded> Run(
        Model<T> model, StepInfo step, IReadOnlyList<Sample<T>> samples, Decoding how)
    {
        Check(model.Info, step);
        for (int i = 0; i < samples.Count; i++)
            Check(model, step, samples[i], i);
        if (how.End == null && step.End >= 0)
            how = how with { End = step.End };

        var decoded = new List<Decoded>(samples.Count);
        for (int start = 0; start < samples.Count; start += MostSamples)
        {
            using var scorer = new GraphScorer<T>(model, [.. samples.Skip(start).Take(MostSamples)]);
            decoded.AddRange(how.CreateRun(scorer).Run(scorer.First, firstSequence: start));
        }

        return decoded;
    }

    /// <summary>A sample of a decoder that reads one sequence of tokens beside what it said.</summary>
    public static Sample<T> SampleOf(ModelInfo info, StepInfo step, int[] tokens)
    {
        int[] sources = [.. Enumerable.Range(0, info.Inputs.Count).Where(i => i != step.Input)];
        if (sources.Length > 1 || sources.Any(i => info.Inputs[i].Vocabulary == 0))
        {
            throw new InvalidOperationException(
                $"{info.Name} reads {string.Join(", ", sources.Select(i => info.Inputs[i].Name))} and what it said, "
                + "not one sequence of tokens: give Generate samples.");
        }

        return sources is not [> 0 and int source] ? Sample<T>.FromTokens(tokens)
            : Sample<T>.FromTokens(default) with
            {
                MoreInputs = new Dictionary<string, SampleInput<T>>
                {
                    [info.Inputs[source].Name] = SampleInput<T>.FromTokens(tokens),
                },
            };
    }

    /// <summary>Refuses a model that cannot say one token after the other.</summary>
    public static void Check(ModelInfo info, StepInfo step)
    {
        if (step.Obstacle is { } obstacle)
            throw new InvalidOperationException($"{info.Name} cannot decode: {obstacle}.");
        (HeadInfo head, InputInfo input) = (info.Heads[step.Head], info.Inputs[step.Input]);
        if (head.Width != input.Vocabulary)
        {
            throw new InvalidOperationException(
                $"{info.Name} has {head.Width} outputs of '{head.Name}' and knows {input.Vocabulary} tokens of "
                + $"'{input.Name}': to say what it can read, it needs an output for each.");
        }

        if (head.Loss is { Kind: not LossKind.CrossEntropy })
        {
            throw new InvalidOperationException(
                $"{info.Name} is declared with {head.Loss.Kind}; tokens are said by scores that cross-entropy trains.");
        }
    }

    private static void Check(Model<T> model, StepInfo step, Sample<T> sample, int index)
    {
        string argument = $"prompts[{index}]";
        ModelInfo info = model.Info;
        if (sample == null)
            throw new ArgumentException($"{argument} is null.", "prompts");
        if (step.Input == 0 && !sample.HasTokens)
        {
            throw new ArgumentException(
                $"{argument} holds features; {info.Name} reads tokens as '{info.Inputs[0].Name}', its first input.",
                "prompts");
        }

        ReadOnlyMemory<int> said = StepSamples<T>.SaidBy(info, sample);
        Require.Tokens(said.Span, info.Inputs[step.Input].Vocabulary, argument);
        SampleChecks<T>.Fits(
            model, new NumberedSample<T>(index, StepSamples<T>.WithSaid(info, sample, [])), withTargets: false,
            except: step.Input);
    }
}
