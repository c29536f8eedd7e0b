using RnnGen;

/// <summary>Noisy waves of three kinds, in place of your own sequences.</summary>
internal static class Waves
{
    public static IReadOnlyList<string> Names { get; } = ["sine", "square", "sawtooth"];

    /// <summary>Samples of all kinds in turn, each of its own length.</summary>
    public static Sample<float>[] MakeSamples(int count, Random random) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            int kind = i % Names.Count;
            float[] wave = Make(kind, random);
            return Sample<float>.FromFeatures(wave, steps: wave.Length) with { Class = kind };
        }),
    ];

    /// <summary>One wave: 20 to 59 numbers.</summary>
    public static float[] Make(int kind, Random random)
    {
        double period = 6 + (6 * random.NextDouble()), phase = random.NextDouble();
        var wave = new float[random.Next(20, 60)];
        for (int t = 0; t < wave.Length; t++)
        {
            double at = ((t / period) + phase) % 1;
            double value = kind switch { 0 => Math.Sin(2 * Math.PI * at), 1 => at < 0.5 ? 1 : -1, _ => (2 * at) - 1 };
            wave[t] = (float)(value + random.NextDouble() - 0.5);
        }

        return wave;
    }
}
