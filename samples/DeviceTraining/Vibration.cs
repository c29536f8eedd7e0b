using RnnGen;

namespace DeviceTraining;

/// <summary>
/// What an accelerometer would report of a rotating machine, by rule. Each recording has a speed, a strength and a
/// phase of its own, and noise: the condition is in how harmonics and axes relate.
/// </summary>
internal sealed class Vibration(ulong seed)
{
    private const int Axes = 3;
    private const float Noise = 0.4f;
    private const float Tau = MathF.Tau;

    private readonly Random _random = new((int)seed);

    // Amplitudes of one, two and three times the speed of rotation: radial, and along the shaft.
    private static readonly (string Name, float[] Radial, float[] Axial)[] s_conditions =
    [
        ("healthy", [0.4f, 0.1f, 0], [0.1f, 0, 0]),
        ("unbalanced", [1.2f, 0.1f, 0], [0.1f, 0, 0]),
        ("misaligned", [0.5f, 0.9f, 0.1f], [0.4f, 0.6f, 0]),
        ("loose", [0.5f, 0.5f, 0.6f], [0.1f, 0.1f, 0]),
        ("bearing", [0.4f, 0.1f, 0], [0.1f, 0, 0]),
    ];

    private static readonly int s_bearing = Array.FindIndex(s_conditions, static c => c.Name == "bearing");

    /// <summary>Names of the classes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_conditions.Select(static c => c.Name)];

    /// <summary>Recordings of 24 to 40 steps, of each condition as many as of the others.</summary>
    public Sample<float>[] Record(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Record(i % s_conditions.Length, _random.Next(24, 41)))];

    private Sample<float> Record(int condition, int steps)
    {
        (_, float[] radial, float[] axial) = s_conditions[condition];
        float speed = Between(0.06f, 0.1f), size = Between(0.7f, 1.3f), phase = _random.NextSingle();
        float knocks = Between(2.6f, 3.6f); // a turn
        var features = new float[steps * Axes]; // [T, 3]
        for (int t = 0; t < steps; t++)
        {
            float turns = phase + (speed * t);
            float knock = condition == s_bearing && (turns * knocks) % 1 < speed * knocks ? 1.5f : 0;
            Span<float> at = features.AsSpan(t * Axes, Axes);
            at[0] = (size * (Sum(radial, turns) + knock)) + Trembling();
            at[1] = (size * (Sum(radial, turns - 0.25f) - knock)) + Trembling();
            at[2] = (size * Sum(axial, turns)) + Trembling();
        }

        return Sample<float>.FromFeatures(features, steps) with { Class = condition };
    }

    private static float Sum(float[] amplitudes, float turns)
    {
        float sum = 0;
        for (int k = 0; k < amplitudes.Length; k++)
            sum += amplitudes[k] * MathF.Sin(Tau * (k + 1) * turns);
        return sum;
    }

    private float Trembling() =>
        Noise * MathF.Sqrt(-2 * MathF.Log(1 - _random.NextSingle())) * MathF.Cos(Tau * _random.NextSingle());

    private float Between(float low, float high) => float.Lerp(low, high, _random.NextSingle());
}
