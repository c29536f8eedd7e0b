namespace RnnGen;

/// <summary>
/// Up from largest / divisor to the largest rate, then down to a small one: PyTorch's OneCycleLR with two or three
/// phases (Smith and Topin, "Super-convergence", arXiv:1708.07120). Counts steps; the base rate is not used. The
/// momentum is left alone (PyTorch's cycle_momentum=False).
/// </summary>
public sealed class OneCycle : LearningRateSchedule
{
    private readonly double _largest;
    private readonly long _length;

    /// <summary>One cycle.</summary>
    /// <param name="largest">The largest rate.</param>
    /// <param name="length">Steps of the whole cycle; afterwards the last rate stays.</param>
    public OneCycle(double largest, int length)
    {
        _largest = Check.Positive(largest, nameof(largest));
        _length = Check.AtLeast(length, 1, nameof(length));
        Unit = ScheduleUnit.Step;
    }

    /// <summary>Share of the steps that go up.</summary>
    public double RisingShare { get; init; } = 0.3;

    /// <summary>The first rate is the largest divided by this.</summary>
    public double Divisor { get; init; } = 25;

    /// <summary>The last rate is the first divided by this.</summary>
    public double FinalDivisor { get; init; } = 1e4;

    /// <summary>Whether the changes are straight lines instead of half cosines.</summary>
    public bool Straight { get; init; }

    /// <summary>Whether the way down mirrors the way up and a third phase goes to the last rate.</summary>
    public bool ThreePhases { get; init; }

    /// <inheritdoc/>
    protected override double RateAt(long position)
    {
        double first = _largest / Divisor;
        double last = first / FinalDivisor;
        double end = _length - 1;
        double at = Math.Min(position, end);
        double top = (RisingShare * _length) - 1;
        if (at <= top)
            return Anneal(first, _largest, 0, top, at);
        if (!ThreePhases)
            return Anneal(_largest, last, top, end, at);
        double foot = (2 * RisingShare * _length) - 2;
        return at <= foot ? Anneal(_largest, first, top, foot, at) : Anneal(first, last, foot, end, at);
    }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [
            .. base.RunSettings, ("largest", _largest), ("length", _length), (nameof(RisingShare), RisingShare),
            (nameof(Divisor), Divisor), (nameof(FinalDivisor), FinalDivisor),
            (nameof(Straight), Straight), (nameof(ThreePhases), ThreePhases),
        ];

    private double Anneal(double from, double to, double start, double end, double at)
    {
        double share = end > start ? (at - start) / (end - start) : 1;
        return Straight
            ? ((to - from) * share) + from
            : to + ((from - to) / 2 * (PortableMath.CosPi(share) + 1));
    }
}
