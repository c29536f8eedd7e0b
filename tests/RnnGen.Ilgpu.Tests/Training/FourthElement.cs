using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>What a declaration's own objective becomes: the fourth power of the difference.</summary>
public readonly struct FourthElement : IElementLoss
{
    public double Element(double output, double target, double weight, out double gradient)
    {
        double d = output - target;
        gradient = 4 * d * d * d;
        return d * d * d * d;
    }
}
