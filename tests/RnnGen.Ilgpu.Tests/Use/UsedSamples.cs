namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>Samples of many lengths for <see cref="UsedModels"/>; the same ones on every call.</summary>
internal static class UsedSamples
{
    private const int Longest = 9;

    /// <summary>Five features a step, of three classes a sequence and two targets a step.</summary>
    public static Sample<float>[] Features(int count = 96)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                int steps = random.Next(1, Longest + 1);
                return Sample<float>.FromFeatures(Draw(random, 5 * steps), steps) with
                {
                    Class = i % 3,
                };
            }),
        ];
    }

    /// <summary>The same with two targets a step.</summary>
    public static Sample<float>[] Series(int count = 96)
    {
        var random = new Random(2);
        return [.. Features(count).Select(sample => sample with
        {
            Classes = default,
            Targets = Draw(random, 2 * sample.Steps),
        })];
    }

    /// <summary>Tokens, and a class of each.</summary>
    public static Sample<float>[] Tagged(int count = 96)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count)
            .Select(_ => Tokens(random, 0, 30))
            .Select(static tokens => Sample<float>.FromTokens(tokens) with
            {
                Classes = Array.ConvertAll(tokens, static token => token % 6),
            })];
    }

    /// <summary>Words and what follows each letter.</summary>
    public static Sample<float>[] Text(int count = 96)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, count)
            .Select(_ => Tokens(random, 3, 12))
            .Select(static tokens => Sample<float>.FromTokens(tokens) with { Classes = (int[])[.. tokens[1..], 2] })];
    }

    /// <summary>Words and what they are backwards.</summary>
    public static Sample<float>[] Replies(int count = 96)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count)
            .Select(_ => Tokens(random, 3, 12))
            .Select(static tokens => Sample<float>.FromTokens(tokens) with { Classes = tokens.Reverse().ToArray() })];
    }

    private static float[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    private static int[] Tokens(Random random, int from, int to) =>
        [.. Enumerable.Range(0, random.Next(1, Longest + 1)).Select(_ => random.Next(from, to))];
}
