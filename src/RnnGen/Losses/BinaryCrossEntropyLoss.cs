using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Binary cross-entropy on a logit x with target y and positive weight p:
/// -(p y log s(x) + (1-y) log s(-x)) with s the sigmoid.
/// </summary>
internal sealed class BinaryCrossEntropyLoss<T> : ElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[]? _positiveWeights;

    public BinaryCrossEntropyLoss(LossInfo info, int outputs)
        : base(info, outputs) =>
        _positiveWeights = Require.Weights(info.PositiveWeights, outputs, nameof(LossInfo.PositiveWeights));

    protected override double Element(double output, double target, int index, out double gradient)
    {
        double positive = target * (_positiveWeights == null ? 1 : _positiveWeights[index]);
        double negative = 1 - target;
        double e = ScalarMath.Exp(-Math.Abs(output));
        double tail = ScalarMath.Log1P(e);

        // s(x) and s(-x), each without cancellation; -log of them is the tail plus max(-x, 0) and max(x, 0).
        double large = 1 / (1 + e);
        double small = e / (1 + e);
        bool isPositive = output >= 0;
        gradient = (negative * (isPositive ? large : small)) - (positive * (isPositive ? small : large));
        return ((negative + positive) * tail)
            + (negative * Math.Max(output, 0)) + (positive * Math.Max(-output, 0));
    }
}
