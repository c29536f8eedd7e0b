namespace RnnGen.Benchmarks;

/// <summary>Inputs that are the same on every run.</summary>
internal static class Numbers
{
    /// <summary>So many numbers in [-1, 1).</summary>
    public static float[] Uniform(int count, int seed = 1)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (2 * random.NextSingle()) - 1;
        return values;
    }

    /// <summary>So many integers from 0 to <paramref name="limit"/> - 1.</summary>
    public static int[] Integers(int count, int limit, int seed)
    {
        var random = new Random(seed);
        var values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = random.Next(limit);
        return values;
    }
}
