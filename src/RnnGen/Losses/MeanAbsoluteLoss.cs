using RnnGen.Program;

namespace RnnGen;

/// <summary>|d| with d = output - target; the derivative at 0 is 0.</summary>
internal sealed class MeanAbsoluteLoss<T> : ElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public MeanAbsoluteLoss(LossInfo info, int outputs)
        : base(info, outputs)
    {
    }

    protected override double Element(double output, double target, int index, out double gradient)
    {
        double d = output - target;
        gradient = d > 0 ? 1 : d < 0 ? -1 : d;
        return Math.Abs(d);
    }
}
