namespace RnnGen.Ilgpu.Kernels;

/// <summary>0.5 d^2 / beta where |d| is below beta, else |d| - 0.5 beta; L1 where beta is 0.</summary>
internal readonly struct SmoothElement(double beta) : IElementLoss
{
    private readonly double _beta = beta;

    public double Element(double output, double target, double weight, out double gradient)
    {
        double d = output - target;
        double size = d < 0 ? -d : d;
        bool isSmall = size < _beta;
        gradient = isSmall ? d / _beta : d > 0 ? 1 : d < 0 ? -1 : d;
        return isSmall ? 0.5 * d * d / _beta : size - (0.5 * _beta);
    }
}
