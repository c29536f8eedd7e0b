namespace RnnGen;

/// <summary>
/// Lets a decoder read now and then while it is trained what it would have said itself, instead of what it should have
/// said, so that it learns to go on behind its own mistakes: Bengio, Vinyals, Jaitly and Shazeer, "Scheduled sampling
/// for sequence prediction with recurrent neural networks", 2015. Each token is decided by itself, the first, which is
/// the start, never; how often changes from step to step of the optimizer.
/// </summary>
public sealed record ScheduledSampling
{
    private readonly string _name;
    private readonly Func<long, double> _truth;

    private ScheduledSampling(string name, Func<long, double> truth) => (_name, _truth) = (name, truth);

    /// <summary>
    /// Whether the model's own token is drawn by its probability; otherwise, as by default, it is the most probable.
    /// </summary>
    public bool Draws { get; init; }

    /// <summary>The same probability at all steps.</summary>
    /// <param name="own">Probability that the model's own token is read, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1].</exception>
    public static ScheduledSampling Constant(double own)
    {
        Check.Share(own, nameof(own));
        return Of($"Constant({own:R})", _ => 1 - own);
    }

    /// <summary>The true token is read with probability max(floor, start - slope * step).</summary>
    /// <param name="slope">What the probability loses at each step, not negative.</param>
    /// <param name="start">Where it starts, in [0, 1].</param>
    /// <param name="floor">Where it ends, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public static ScheduledSampling Linear(double slope, double start = 1, double floor = 0)
    {
        Check.AtLeastZero(slope, nameof(slope));
        Check.Share(start, nameof(start));
        Check.Share(floor, nameof(floor));
        return Of(
            $"Linear({slope:R}, {start:R}, {floor:R})", step => Math.Max(floor, start - (slope * step)));
    }

    /// <summary>The true token is read with probability factor^step.</summary>
    /// <param name="factor">Factor of each step, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1].</exception>
    public static ScheduledSampling Exponential(double factor)
    {
        Check.Share(factor, nameof(factor));
        return Of($"Exponential({factor:R})", step => PortableMath.Power(factor, step));
    }

    /// <summary>The true token is read with probability k / (k + exp(step / k)).</summary>
    /// <param name="k">At least 1: the larger, the later and slower the probability falls.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 1, or not finite.</exception>
    public static ScheduledSampling InverseSigmoid(double k)
    {
        if (!(double.IsFinite(k) && k >= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(k), k, FormattableString.Invariant($"k is {k}; it must be finite and at least 1."));
        }

        return Of($"InverseSigmoid({k:R})", step => k / (k + PortableMath.Exp(step / k)));
    }

    /// <summary>Probability that the model's own token is read.</summary>
    /// <param name="step">Steps of the optimizer before.</param>
    public double OwnProbability(long step) => Math.Clamp(1 - _truth(step), 0, 1);

    /// <summary>The schedule, such as "InverseSigmoid(500), drawn".</summary>
    public override string ToString() => Draws ? _name + ", drawn" : _name;

    private static ScheduledSampling Of(FormattableString name, Func<long, double> truth) =>
        new(FormattableString.Invariant(name), truth);
}
