using RnnGen.Program;

namespace RnnGen;

/// <summary>Lets a model go on with prompts, so many at a time; each goes on as it would alone.</summary>
internal static class Generation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Of a beam each has several rows.
    private const int MostPrompts = 64;

    public static IReadOnlyList<Decoded> Run(Model<T> model, IReadOnlyList<Sample<T>> prompts, Decoding how)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(how);
        if (model.Info.Step is { } step)
            return StepGeneration<T>.Run(model, step, prompts, how);
        Check(model.Info);
        for (int i = 0; i < prompts.Count; i++)
            Check(model.Info, prompts[i], i);

        var decoded = new List<Decoded>(prompts.Count);
        for (int start = 0; start < prompts.Count; start += MostPrompts)
        {
            Sample<T>[] some = [.. prompts.Skip(start).Take(MostPrompts)];
            using var scorer = new StreamScorer<T>(model, Beginnings(some));
            int[] last = Array.ConvertAll(some, static prompt => prompt.Tokens.Span[^1]);
            decoded.AddRange(how.CreateRun(scorer).Run(last, firstSequence: start));
        }

        return decoded;
    }

    /// <summary>A prompt of tokens; of a decoder what it replies to.</summary>
    public static Sample<T> Prompt(ModelInfo info, int[] tokens) => info.Step is { } step
        ? StepGeneration<T>.SampleOf(info, step, tokens)
        : Sample<T>.FromTokens(tokens);

    /// <summary>All tokens but the last of each prompt, which is the first one that is read step by step.</summary>
    private static Batch<T> Beginnings(Sample<T>[] prompts)
    {
        int[] lengths = Array.ConvertAll(prompts, static prompt => prompt.Steps - 1);
        int steps = lengths.Max();
        var tokens = new int[checked(prompts.Length * steps)];
        for (int i = 0; i < prompts.Length; i++)
            prompts[i].Tokens.Span[..lengths[i]].CopyTo(tokens.AsSpan(i * steps));
        return Batch<T>.FromTokens(tokens, prompts.Length, steps, lengths);
    }

    private static void Check(ModelInfo info)
    {
        if (info.Obstacle is { } obstacle)
            throw new InvalidOperationException($"{info.Name} cannot go on with a prompt: {obstacle}.");
        if (info.Vocabulary == 0)
            throw new InvalidOperationException($"{info.Name} reads features, not tokens: it has no token to say.");
        if (info.Outputs != info.Vocabulary)
        {
            throw new InvalidOperationException(
                $"{info.Name} has {info.Outputs} outputs and knows {info.Vocabulary} tokens: to say what it can read, "
                + "it needs an output for each.");
        }

        if (info.Loss is { Kind: not LossKind.CrossEntropy })
        {
            throw new InvalidOperationException(
                $"{info.Name} is declared with {info.Loss.Kind}; tokens are said by scores that cross-entropy trains.");
        }

        if (!info.IsCausal)
        {
            throw new InvalidOperationException(
                $"{info.Name} cannot go on with a prompt: an output depends on later steps (a bidirectional or "
                + "reversed layer, or attention).");
        }
    }

    private static void Check(ModelInfo info, Sample<T> prompt, int index)
    {
        string argument = $"prompts[{index}]";
        if (prompt == null)
            throw new ArgumentException($"{argument} is null.", "prompts");
        if (!prompt.HasTokens)
            throw new ArgumentException($"{info.Name} reads tokens; {argument} holds features.", "prompts");
        if (prompt.Steps == 0)
            throw new ArgumentException($"{argument} is empty; a model goes on with 1 token at least.", "prompts");
        if (prompt.MoreInputs.Count > 0)
        {
            throw new ArgumentException(
                $"{argument} has '{prompt.MoreInputs.Keys.First()}' in MoreInputs; {info.Name} reads tokens alone.",
                "prompts");
        }

        Require.Tokens(prompt.Tokens.Span, info.Vocabulary, argument);
    }
}
