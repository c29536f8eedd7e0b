using System.Numerics;
using RnnGen;

namespace SequenceClassifier;

/// <summary>
/// Gestures of two hands by rule, as a camera would report them: place and speed of both, 12 numbers a step. Each is
/// done at a pace, a size and a place of its own, starts and ends somewhere on its path, and trembles.
/// </summary>
internal sealed class GestureMaker(ulong seed)
{
    private const int Features = 12;
    private const float Tremble = 0.25f;
    private const float Tau = MathF.Tau;

    private readonly Random _random = new((int)seed);

    // Where the hands are at a share of the way, 0 to 1. x is to the right, y is up, z is to the front.
    private static readonly (string Name, Func<float, Vector3> Left, Func<float, Vector3> Right)[] s_gestures =
    [
        ("wave", At(-1, -1, 0), static u => new Vector3(1 + (0.5f * MathF.Sin(2 * Tau * u)), 1, 0)),
        ("circle", At(-1, -1, 0), static u => new Vector3(1 + MathF.Cos(Tau * u), MathF.Sin(Tau * u), 0)),
        ("rewind", At(-1, -1, 0), static u => new Vector3(1 + MathF.Cos(Tau * u), -MathF.Sin(Tau * u), 0)),
        ("left", At(-1, -1, 0), static u => new Vector3(1 - (2 * u), 0, 0.5f)),
        ("right", At(-1, -1, 0), static u => new Vector3(-1 + (2 * u), 0, 0.5f)),
        ("push", static u => new Vector3(-0.5f, 0, u), static u => new Vector3(0.5f, 0, u)),
        ("pull", static u => new Vector3(-0.5f, 0, 1 - u), static u => new Vector3(0.5f, 0, 1 - u)),
        ("clap", Clap(-1, 1), Clap(1, 1)),
        ("applaud", Clap(-1, 2), Clap(1, 2)),
    ];

    /// <summary>Names of the classes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_gestures.Select(static gesture => gesture.Name)];

    /// <summary>Gestures of 7 to 29 steps, of each class as many as of the others.</summary>
    public Sample<float>[] Make(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Make(i % s_gestures.Length, _random.Next(7, 30)))];

    private Sample<float> Make(int gesture, int steps)
    {
        (_, Func<float, Vector3> left, Func<float, Vector3> right) = s_gestures[gesture];
        float size = Between(0.6f, 1.4f), start = Between(0, 0.15f), end = Between(0.85f, 1);
        var place = new Vector3(Between(-0.5f, 0.5f), Between(-0.5f, 0.5f), Between(-0.5f, 0.5f));
        var features = new float[steps * Features]; // [T, 12]
        for (int t = 0; t < steps; t++)
        {
            float u = float.Lerp(start, end, t / (steps - 1f));
            float du = (end - start) / (steps - 1);
            Span<float> step = features.AsSpan(t * Features, Features);
            Write(left, step);
            Write(right, step[6..]);

            void Write(Func<float, Vector3> path, Span<float> to)
            {
                ((size * path(u)) + place + Noise()).CopyTo(to);
                ((size * (path(u) - path(u - du)) / du) + Noise()).CopyTo(to[3..]);
            }
        }

        return Sample<float>.FromFeatures(features, steps) with { Class = gesture };
    }

    private static Func<float, Vector3> At(float x, float y, float z) => _ => new Vector3(x, y, z);

    private static Func<float, Vector3> Clap(float side, int times) =>
        u => new Vector3(side * MathF.Abs(MathF.Cos(times * MathF.PI * u)), 0, 0.5f);

    private Vector3 Noise() => new(Gauss(), Gauss(), Gauss());

    private float Gauss() =>
        Tremble * MathF.Sqrt(-2 * MathF.Log(1 - _random.NextSingle())) * MathF.Cos(Tau * _random.NextSingle());

    private float Between(float low, float high) => float.Lerp(low, high, _random.NextSingle());
}
