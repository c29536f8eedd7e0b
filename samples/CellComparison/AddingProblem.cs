using RnnGen;

namespace CellComparison;

/// <summary>
/// The adding problem of Hochreiter and Schmidhuber (1997): at each step a number and a mark; two steps are marked, and
/// their sum is asked for at the end. Who always says 1 has a mean squared error of 1/6.
/// </summary>
internal sealed class AddingProblem(int steps, ulong seed)
{
    private const int Features = 2;

    private readonly Random _random = new((int)seed);

    /// <summary>So many new problems.</summary>
    public Sample<float>[] Make(int count) => [.. Enumerable.Range(0, count).Select(_ => Make())];

    private Sample<float> Make()
    {
        var features = new float[steps * Features]; // [T, 2]
        for (int t = 0; t < steps; t++)
            features[t * Features] = _random.NextSingle();

        // One in each half, so that neither is always near the end.
        int first = _random.Next(steps / 2), second = _random.Next(steps / 2, steps);
        features[(first * Features) + 1] = features[(second * Features) + 1] = 1;
        return Sample<float>.FromFeatures(features, steps) with
        {
            Targets = new[] { features[first * Features] + features[second * Features] },
        };
    }
}
