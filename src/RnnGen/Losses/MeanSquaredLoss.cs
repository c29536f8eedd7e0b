using RnnGen.Program;

namespace RnnGen;

/// <summary>d^2 with d = output - target.</summary>
internal sealed class MeanSquaredLoss<T> : ElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public MeanSquaredLoss(LossInfo info, int outputs)
        : base(info, outputs)
    {
    }

    protected override double Element(double output, double target, int index, out double gradient)
    {
        double d = output - target;
        gradient = 2 * d;
        return d * d;
    }
}
