using RnnGen.Program;

namespace RnnGen;

/// <summary>0.5 d^2 / beta where |d| is below beta, else |d| - 0.5 beta; L1 where beta is 0.</summary>
internal sealed class SmoothL1Loss<T> : ElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _beta;

    public SmoothL1Loss(LossInfo info, int outputs)
        : base(info, outputs)
    {
        if (!(info.Beta >= 0))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Beta is {info.Beta}, not 0 or more."), nameof(info));
        }

        _beta = info.Beta;
    }

    protected override double Element(double output, double target, int index, out double gradient)
    {
        double d = output - target;
        double size = Math.Abs(d);
        if (size < _beta)
        {
            gradient = d / _beta;
            return 0.5 * d * d / _beta;
        }

        gradient = d > 0 ? 1 : d < 0 ? -1 : d;
        return size - (0.5 * _beta);
    }
}
