namespace RnnGen.Training.Tests;

/// <summary>Small tasks that can be learned.</summary>
internal static class Samples
{
    /// <summary>The class is the first token modulo 3; lengths differ.</summary>
    public static Sample<float>[] Classification(int count, ulong seed = 7)
    {
        var samples = new Sample<float>[count];
        for (int i = 0; i < count; i++)
        {
            var tokens = new int[1 + CounterRandom.Integer(seed, 0, (ulong)i, 9)];
            for (int t = 0; t < tokens.Length; t++)
                tokens[t] = CounterRandom.Integer(seed, (ulong)i + 1, (ulong)t, 12);
            samples[i] = Sample<float>.FromTokens(tokens) with { Class = tokens[^1] % 3 };
        }

        return samples;
    }

    /// <summary>The tag is the token modulo 4.</summary>
    public static Sample<float>[] Tagging(int count) =>
        [.. Classification(count).Select(sample =>
            sample with { Classes = sample.Tokens.ToArray().Select(token => token % 4).ToArray() })];

    /// <summary>Sequences of given lengths; each step's target is the running mean of the first feature.</summary>
    public static Sample<double>[] Following(params int[] lengths)
    {
        var samples = new Sample<double>[lengths.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            var x = new double[lengths[i] * 2];
            for (int j = 0; j < x.Length; j++)
                x[j] = (2 * CounterRandom.UniformDouble(11, (ulong)i, (ulong)j)) - 1;
            double[] means =
                [.. Enumerable.Range(0, lengths[i]).Select(t => Enumerable.Range(0, t + 1).Average(s => x[2 * s]))];
            samples[i] = Sample<double>.FromFeatures(x, lengths[i]) with { Targets = means };
        }

        return samples;
    }

    /// <summary>Sequences of given lengths; the tag is the first token modulo 4.</summary>
    public static Sample<float>[] Remembering(params int[] lengths) =>
        [.. lengths.Select(static (length, i) =>
        {
            var tokens = new int[length];
            for (int t = 0; t < length; t++)
                tokens[t] = CounterRandom.Integer(13, (ulong)i, (ulong)t, 12);
            int[] tags = [.. Enumerable.Repeat(length == 0 ? 0 : tokens[0] % 4, length)];
            return Sample<float>.FromTokens(tokens) with { Classes = tags };
        })];

    /// <summary>The mean of the first feature.</summary>
    public static Sample<double>[] Regression(int count)
    {
        var samples = new Sample<double>[count];
        for (int i = 0; i < count; i++)
        {
            int steps = 2 + CounterRandom.Integer(3, 0, (ulong)i, 6);
            var x = new double[steps * 2];
            for (int j = 0; j < x.Length; j++)
                x[j] = (2 * CounterRandom.UniformDouble(3, (ulong)i + 1, (ulong)j)) - 1;
            double mean = Enumerable.Range(0, steps).Average(t => x[2 * t]);
            samples[i] = Sample<double>.FromFeatures(x, steps) with { Targets = new[] { mean } };
        }

        return samples;
    }
}
