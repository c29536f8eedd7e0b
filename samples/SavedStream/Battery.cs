using RnnGen;

namespace SavedStream;

/// <summary>
/// A battery with two sensors. Between full and empty its voltage says next to nothing of its charge, so the charge
/// must be remembered: what flowed out since it was full.
/// </summary>
internal sealed class Battery(Random random)
{
    private const float ChargePerMinute = 0.006f;
    private const float SensorNoise = 0.02f;

    private float _load;

    /// <summary>The share that is left, 0 to 1.</summary>
    public float Charge { get; private set; } = 1;

    /// <summary>A minute passes; what the sensors say.</summary>
    public (float Current, float Voltage) Step()
    {
        // Every ten minutes or so another load; one time in six it is charged instead.
        if (random.Next(10) == 0)
            _load = random.NextSingle() * (random.Next(6) == 0 ? -1 : 1);

        // Nothing flows out of an empty battery, or into a full one.
        float before = Charge;
        Charge = Math.Clamp(before - (ChargePerMinute * _load), 0, 1);
        float current = (before - Charge) / ChargePerMinute;
        float voltage = 3.2f + (0.02f * Charge) - (0.3f * MathF.Exp(-25 * Charge)) - (0.05f * current);
        return (current + Noise(), voltage + Noise());
    }

    /// <summary>So many minutes from full, with the charge at each.</summary>
    public static Sample<float> Record(Random random, int steps)
    {
        var battery = new Battery(random);
        float[] sensors = new float[steps * 2], charge = new float[steps]; // [T, 2], [T, 1]
        for (int t = 0; t < steps; t++)
        {
            (sensors[2 * t], sensors[(2 * t) + 1]) = battery.Step();
            charge[t] = battery.Charge;
        }

        return Sample<float>.FromFeatures(sensors, steps) with { Targets = charge };
    }

    private float Noise() => SensorNoise * (random.NextSingle() - random.NextSingle());
}
