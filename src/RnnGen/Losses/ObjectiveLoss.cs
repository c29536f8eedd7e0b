using RnnGen.Program;

namespace RnnGen;

/// <summary>What a declared objective makes of each output.</summary>
internal sealed class ObjectiveLoss<T> : ElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ElementObjective _objective;

    public ObjectiveLoss(LossInfo info, int outputs)
        : base(info, outputs)
        => _objective = info.Objective ?? throw new ArgumentException("There is no objective.", nameof(info));

    protected override double Element(double output, double target, int index, out double gradient)
        => _objective(output, target, out gradient);
}
