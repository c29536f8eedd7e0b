namespace RnnGen;

/// <summary>base * factor^n: PyTorch's ExponentialLR.</summary>
public sealed class ExponentialDecay : LearningRateSchedule
{
    private readonly double _factor;

    /// <summary>Multiplies by a factor every epoch (or step).</summary>
    public ExponentialDecay(double factor) => _factor = Check.AtLeastZero(factor, nameof(factor));

    /// <inheritdoc/>
    protected override double RateAt(long position) => BaseRate * PortableMath.Power(_factor, position);

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, ("factor", _factor)];
}
