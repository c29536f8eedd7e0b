using System.Numerics;

namespace RnnGen.Tests;

/// <summary>Seeded test data.</summary>
internal static class Draw
{
    public static T[] Values<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[count];
        for (int i = 0; i < count; i++)
            values[i] = T.CreateTruncating((2 * random.NextDouble()) - 1);
        return values;
    }

    public static int[] Integers(int count, int bound, int seed)
    {
        var random = new Random(seed);
        var values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = random.Next(bound);
        return values;
    }

    /// <summary>A ragged batch with every target a loss could want; lengths from 0 to steps.</summary>
    public static Batch<T> Batch<T>(RnnOptions options, int rows, int steps, int seed, bool ragged = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] lengths = ragged ? Integers(rows, steps + 1, seed) : [];
        Batch<T> inputs = options.Vocabulary > 0
            ? RnnGen.Batch<T>.FromTokens(Integers(rows * steps, options.Vocabulary, seed + 1), rows, steps, lengths)
            : RnnGen.Batch<T>.FromFeatures(Values<T>(rows * steps * options.Inputs, seed + 1), rows, steps, lengths);
        int vectors = rows * (options.PerStep ? steps : 1);
        return inputs with
        {
            Targets = Values<T>(vectors * options.Units, seed + 2),
            Classes = Integers(vectors, options.Units, seed + 3),
            InitialStates = Values<T>(rows * options.Units, seed + 4),
        };
    }
}
