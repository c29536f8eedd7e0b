namespace RnnGen;

/// <summary>base * factor^floor(n / period): PyTorch's StepLR.</summary>
public sealed class StepDecay : LearningRateSchedule
{
    private readonly int _period;
    private readonly double _factor;

    /// <summary>Multiplies by a factor every so often.</summary>
    /// <param name="period">Epochs (or steps) between changes.</param>
    /// <param name="factor">What each change multiplies by.</param>
    public StepDecay(int period, double factor = 0.1)
    {
        _period = Check.AtLeast(period, 1, nameof(period));
        _factor = Check.AtLeastZero(factor, nameof(factor));
    }

    /// <inheritdoc/>
    protected override double RateAt(long position) => BaseRate * PortableMath.Power(_factor, position / _period);

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, ("period", _period), ("factor", _factor)];
}
