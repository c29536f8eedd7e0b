namespace RnnGen.Ilgpu.Kernels;

/// <summary>level d where d = target - output is above 0, else (level - 1) d; the derivative at 0 is 0.</summary>
internal readonly struct QuantileElement(double level) : IElementLoss
{
    private readonly double _level = level;

    public double Element(double output, double target, double weight, out double gradient)
    {
        double d = target - output;
        gradient = d > 0 ? -_level : d < 0 ? 1 - _level : d;
        return d > 0 ? _level * d : (_level - 1) * d;
    }
}
