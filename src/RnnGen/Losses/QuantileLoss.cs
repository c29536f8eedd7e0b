using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// level d where d = target - output is above 0, else (level - 1) d (Koenker and Bassett 1978); the derivative at 0
/// is 0.
/// </summary>
internal sealed class QuantileLoss<T> : ElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _level;

    public QuantileLoss(LossInfo info, int outputs)
        : base(info, outputs)
    {
        if (!(info.Level is > 0 and < 1))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The quantile is {info.Level}, not between 0 and 1."), nameof(info));
        }

        _level = info.Level;
    }

    protected override double Element(double output, double target, int index, out double gradient)
    {
        double d = target - output;
        gradient = d > 0 ? -_level : d < 0 ? 1 - _level : d;
        return d > 0 ? _level * d : (_level - 1) * d;
    }
}
