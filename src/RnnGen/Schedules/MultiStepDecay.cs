namespace RnnGen;

/// <summary>base * factor^(milestones passed): PyTorch's MultiStepLR.</summary>
public sealed class MultiStepDecay : LearningRateSchedule
{
    private readonly long[] _milestones;
    private readonly double _factor;

    /// <summary>Multiplies by a factor at each milestone.</summary>
    /// <param name="milestones">Positions, in any order; one that is listed twice counts twice.</param>
    /// <param name="factor">What each milestone multiplies by.</param>
    public MultiStepDecay(IEnumerable<long> milestones, double factor = 0.1)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        _milestones = [.. milestones.Order()];
        _factor = Check.AtLeastZero(factor, nameof(factor));
    }

    /// <inheritdoc/>
    protected override double RateAt(long position)
    {
        int passed = 0;
        while (passed < _milestones.Length && _milestones[passed] <= position)
            passed++;
        return BaseRate * PortableMath.Power(_factor, passed);
    }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, ("milestones", string.Join(", ", _milestones)), ("factor", _factor)];
}
