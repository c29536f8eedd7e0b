namespace RnnGen;

/// <summary>
/// A straight line from a share of the base to all of it, then another schedule from its beginning: PyTorch's
/// SequentialLR of a LinearLR and another (Goyal et al., arXiv:1706.02677).
/// </summary>
public sealed class WarmUp : LearningRateSchedule
{
    private readonly long _length;
    private readonly double _start;
    private readonly LearningRateSchedule? _next;

    /// <summary>Warms up.</summary>
    /// <param name="length">Steps (or epochs) to the base rate.</param>
    /// <param name="next">What follows, counted in the same unit; null stays at the base rate.</param>
    /// <param name="start">The share of the base rate to start from.</param>
    public WarmUp(int length, LearningRateSchedule? next = null, double start = 0.01)
    {
        _length = Check.AtLeast(length, 1, nameof(length));
        _next = next;
        _start = Check.Share(start, nameof(start));
        Unit = next?.Unit ?? ScheduleUnit.Step;
    }

    /// <inheritdoc/>
    public override ScheduleState Save() => base.Save() with { Next = _next?.Save() };

    /// <inheritdoc/>
    public override void Restore(ScheduleState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if ((state.Next is null) != (_next is null))
        {
            throw new ArgumentException(
                "The saved schedule and this one must both, or neither, go on after the warm-up.", nameof(state));
        }

        base.Restore(state);
        _next?.Restore(state.Next!);
    }

    /// <inheritdoc/>
    protected override double RateAt(long position) => position >= _length
        ? _next?.Rate ?? BaseRate
        : BaseRate * (_start + ((1 - _start) * position / _length));

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [
            .. base.RunSettings, ("length", _length), ("start", _start), ("next", _next?.GetType().Name ?? "none"),
            .. _next?.RunSettings.Select(static setting => ("next." + setting.Name, setting.Value)) ?? [],
        ];

    internal override ReduceOnPlateau? Plateau => _next?.Plateau;

    internal override void Begin(double baseRate)
    {
        _next?.Begin(baseRate);
        base.Begin(baseRate);
    }

    internal override void Step(double metric)
    {
        if (Position >= _length)
            _next?.Step(metric);
        base.Step(metric);
    }
}
