using System.Numerics;

namespace RnnGen.Usage.Tests;

/// <summary>Numbers that look measured.</summary>
internal static class Draw
{
    public static T[] Features<T>(int count, int seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((random.NextDouble() * 40) - 10))];
    }

    public static int[] Tokens(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(9))];
    }

    /// <summary>Samples of 2 features or of tokens, of lengths 0 to 12 in any order.</summary>
    public static Sample<T>[] Samples<T>(int count, bool tokens)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [
            .. Enumerable.Range(0, count).Select(i => (i * 7) % 13).Select((steps, i) => tokens
                ? Sample<T>.FromTokens(Tokens(steps, i))
                : Sample<T>.FromFeatures(Features<T>(steps * 2, i), steps)),
        ];

    public static Scaler InputScaler() => new([5.0, -3], [11.0, 0.7]);
}
