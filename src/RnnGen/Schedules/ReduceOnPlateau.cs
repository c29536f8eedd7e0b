namespace RnnGen;

/// <summary>Lowers the rate when a metric stops improving: PyTorch's ReduceLROnPlateau.</summary>
public sealed class ReduceOnPlateau : LearningRateSchedule
{
    private double? _best;
    private int _badCount;
    private int _cooldownLeft;

    /// <summary>
    /// Multiplies by a factor after more than <paramref name="patience"/> positions without improvement.
    /// </summary>
    /// <param name="factor">What multiplies the rate, in [0, 1).</param>
    /// <param name="patience">Positions without improvement that are borne.</param>
    public ReduceOnPlateau(double factor = 0.1, int patience = 10)
    {
        Factor = Check.Decay(factor, nameof(factor));
        Patience = Check.AtLeast(patience, 0, nameof(patience));
    }

    /// <summary>What multiplies the rate.</summary>
    public double Factor { get; }

    /// <summary>Positions without improvement that are borne.</summary>
    public int Patience { get; }

    /// <summary>Whether a larger metric is better.</summary>
    public bool Maximise { get; init; }

    /// <summary>How much better than the best is an improvement.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Whether the threshold is absolute instead of a share of the best.</summary>
    public bool AbsoluteThreshold { get; init; }

    /// <summary>Positions after a change in which nothing is counted.</summary>
    public int Cooldown { get; init; }

    /// <summary>The least rate.</summary>
    public double Least { get; init; }

    /// <summary>A change of at most this much is not made.</summary>
    public double SmallestChange { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override ScheduleState Save() =>
        base.Save() with { Best = _best, BadCount = _badCount, CooldownLeft = _cooldownLeft };

    /// <inheritdoc/>
    public override void Restore(ScheduleState state)
    {
        base.Restore(state);
        _best = state.Best;
        _badCount = state.BadCount;
        _cooldownLeft = state.CooldownLeft;
    }

    /// <inheritdoc/>
    protected override double RateAt(long position) => position == 0 ? BaseRate : Rate;

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [
            .. base.RunSettings, (nameof(Factor), Factor), (nameof(Patience), Patience), (nameof(Maximise), Maximise),
            (nameof(Threshold), Threshold), (nameof(AbsoluteThreshold), AbsoluteThreshold),
            (nameof(Cooldown), Cooldown), (nameof(Least), Least), (nameof(SmallestChange), SmallestChange),
        ];

    internal override ReduceOnPlateau Plateau => this;

    internal override void Begin(double baseRate)
    {
        ForgetBest();
        _cooldownLeft = 0;
        base.Begin(baseRate);
    }

    /// <summary>Makes the next metric the first that is compared with others.</summary>
    internal void ForgetBest()
    {
        _best = null;
        _badCount = 0;
    }

    internal override void Step(double metric)
    {
        if (IsBetter(metric))
        {
            _best = metric;
            _badCount = 0;
        }
        else
        {
            _badCount++;
        }

        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            _badCount = 0;
        }

        if (_badCount > Patience)
        {
            double lower = Math.Max(Rate * Factor, Least);
            if (Rate - lower > SmallestChange)
                Rate = lower;
            _cooldownLeft = Cooldown;
            _badCount = 0;
        }

        base.Step(metric);
    }

    /// <summary>A NaN metric never improves.</summary>
    private bool IsBetter(double metric)
    {
        if (_best is not { } best)
            return metric < double.PositiveInfinity && metric > double.NegativeInfinity;
        if (AbsoluteThreshold)
            return Maximise ? metric > best + Threshold : metric < best - Threshold;
        return Maximise ? metric > best * (1 + Threshold) : metric < best * (1 - Threshold);
    }
}
