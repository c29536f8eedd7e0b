namespace RnnGen.Ilgpu.Kernels;

/// <summary>|d| with d = output - target; the derivative at 0 is 0.</summary>
internal readonly struct AbsoluteElement : IElementLoss
{
    public double Element(double output, double target, double weight, out double gradient)
    {
        double d = output - target;
        gradient = d > 0 ? 1 : d < 0 ? -1 : d;
        return d < 0 ? -d : d;
    }
}
