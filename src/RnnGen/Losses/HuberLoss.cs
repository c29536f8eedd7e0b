using RnnGen.Program;

namespace RnnGen;

/// <summary>0.5 d^2 where |d| is at most delta, else delta (|d| - 0.5 delta).</summary>
internal sealed class HuberLoss<T> : ElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _delta;

    public HuberLoss(LossInfo info, int outputs)
        : base(info, outputs)
    {
        if (!(info.Beta > 0))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Beta (delta) is {info.Beta}, not positive."), nameof(info));
        }

        _delta = info.Beta;
    }

    protected override double Element(double output, double target, int index, out double gradient)
    {
        double d = output - target;
        double size = Math.Abs(d);
        if (!(size > _delta))
        {
            gradient = d;
            return 0.5 * d * d;
        }

        gradient = d > 0 ? _delta : -_delta;
        return _delta * (size - (0.5 * _delta));
    }
}
