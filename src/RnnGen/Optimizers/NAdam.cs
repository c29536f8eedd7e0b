namespace RnnGen;

/// <summary>
/// Adam with Nesterov momentum (Dozat, ICLR workshop 2016), which warms up: mu_t = b1 (1 - 0.96^(t d) / 2),
/// P_t = mu_1 ... mu_t, p -= lr ((1 - mu_t) / (1 - P_t) g + mu_(t+1) / (1 - P_t mu_t mu_(t+1)) m) / denominator.
/// </summary>
/// <remarks>The second mu_t is in PyTorch 1.13 but not in the paper; later versions dropped it.</remarks>
public sealed class NAdam : AdaptiveMoments
{
    private const double LogWarmUp = -0.040821994520255166; // ln 0.96
    private const int Product = 2, Warmth = 3;
    private readonly double _momentumDecay = 4e-3;

    /// <summary>NAdam with a step size.</summary>
    public NAdam(double learningRate = 2e-3)
        : base(learningRate)
    {
    }

    /// <summary>d in the warm-up of the momentum.</summary>
    public double MomentumDecay
    {
        get => _momentumDecay;
        init => _momentumDecay = Check.AtLeastZero(value, nameof(MomentumDecay));
    }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, (nameof(MomentumDecay), MomentumDecay)];

    /// <inheritdoc/>
    public override int ScalarCount => 4;

    private double WarmUpFactor => PortableMath.Exp(MomentumDecay * LogWarmUp);

    private protected override void Advance(long step, Span<double> scalars)
    {
        base.Advance(step, scalars);
        scalars[Warmth] *= WarmUpFactor;
        scalars[Product] *= Momentum(scalars[Warmth]);
    }

    private protected override void Apply<T>(in UpdateSpan<T> span)
    {
        double mu = Momentum(span.Scalars[Warmth]);
        double next = Momentum(span.Scalars[Warmth] * WarmUpFactor);
        double product = span.Scalars[Product];
        AdamRule<T> rule = AdamRule<T>.Of(this, span.Scalars[1]);
        rule.UsesGradient = true;
        rule.GradientRate = Lanes.Of<T>(LearningRate * (1 - mu) / (1 - product));
        rule.MeanRate = Lanes.Of<T>(LearningRate * next / (1 - (product * mu * next)));
        span.Run(rule);
    }

    private double Momentum(double warmth) => Beta1 * (1 - (0.5 * warmth));
}
