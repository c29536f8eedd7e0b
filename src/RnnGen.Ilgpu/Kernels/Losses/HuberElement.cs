namespace RnnGen.Ilgpu.Kernels;

/// <summary>0.5 d^2 where |d| is at most delta, else delta (|d| - 0.5 delta).</summary>
internal readonly struct HuberElement(double delta) : IElementLoss
{
    private readonly double _delta = delta;

    public double Element(double output, double target, double weight, out double gradient)
    {
        double d = output - target;
        double size = d < 0 ? -d : d;
        bool isLarge = size > _delta;
        gradient = !isLarge ? d : d > 0 ? _delta : -_delta;
        return isLarge ? _delta * (size - (0.5 * _delta)) : 0.5 * d * d;
    }
}
