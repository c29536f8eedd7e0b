using RnnGen;

namespace NativeStream;

/// <summary>
/// Something that tilts, with two sensors as they are: the gyroscope's rate is precise but off by a constant that
/// nobody knows, the accelerometer's angle is right on average and noisy. A hundred steps are a second.
/// </summary>
internal sealed class Platform
{
    private const float StepSeconds = 0.01f;
    private const float RateNoise = 0.5f; // degrees a second
    private const float AngleNoise = 6; // degrees

    private readonly Random _random;
    private readonly float _bias;
    private float _rate;

    /// <summary>Another gyroscope, and another angle to start from.</summary>
    public Platform(Random random)
    {
        _random = random;
        _bias = 10 * Noise();
        Angle = 20 * Noise();
    }

    /// <summary>Degrees.</summary>
    public float Angle { get; private set; }

    /// <summary>A hundredth of a second passes; what the sensors say.</summary>
    public (float Rate, float Angle) Step()
    {
        // Pushed about, damped, and pulled back to level.
        _rate += (6 * Noise()) - (0.05f * _rate) - (0.02f * Angle);
        Angle += StepSeconds * _rate;
        return (_rate + _bias + (RateNoise * Noise()), Angle + (AngleNoise * Noise()));
    }

    /// <summary>So many steps of a new platform, with its tilt at each.</summary>
    public static Sample<float> Record(Random random, int steps)
    {
        var platform = new Platform(random);
        float[] sensors = new float[steps * 2], tilt = new float[steps]; // [T, 2], [T, 1]
        for (int t = 0; t < steps; t++)
        {
            (sensors[2 * t], sensors[(2 * t) + 1]) = platform.Step();
            tilt[t] = platform.Angle;
        }

        return Sample<float>.FromFeatures(sensors, steps) with { Targets = tilt };
    }

    // The sum of three is near enough to a normal distribution of variance 1.
    private float Noise() => 2 * (_random.NextSingle() + _random.NextSingle() + _random.NextSingle() - 1.5f);
}
