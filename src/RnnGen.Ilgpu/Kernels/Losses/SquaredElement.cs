namespace RnnGen.Ilgpu.Kernels;

/// <summary>d^2 with d = output - target.</summary>
internal readonly struct SquaredElement : IElementLoss
{
    public double Element(double output, double target, double weight, out double gradient)
    {
        double d = output - target;
        gradient = 2 * d;
        return d * d;
    }
}
