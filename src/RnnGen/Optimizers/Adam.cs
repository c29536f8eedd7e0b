namespace RnnGen;

/// <summary>
/// Adam (Kingma and Ba, ICLR 2015): p -= lr / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + eps); weight decay is L2, added to
/// the gradient.
/// </summary>
public class Adam : AdaptiveMoments
{
    /// <summary>Adam with a step size.</summary>
    public Adam(double learningRate = 1e-3)
        : base(learningRate)
    {
    }

    /// <summary>
    /// Whether the largest second moment seen takes the place of the running one (Reddi et al. 2018).
    /// </summary>
    public bool AmsGrad { get; init; }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, (nameof(AmsGrad), AmsGrad)];

    /// <inheritdoc/>
    public override int BufferCount => AmsGrad ? 3 : 2;

    private protected virtual bool Decoupled => false;

    private protected override void Apply<T>(in UpdateSpan<T> span)
    {
        AdamRule<T> rule = AdamRule<T>.Of(this, span.Scalars[1]);
        rule.MeanRate = Lanes.Of<T>(LearningRate / (1 - span.Scalars[0]));
        if (Decoupled)
        {
            rule.Penalty = Vector<T>.Zero;
            rule.Keep = Lanes.Of<T>(1 - (LearningRate * WeightDecay));
        }

        if (AmsGrad)
            span.Run(new AdamMaxRule<T> { Adam = rule });
        else
            span.Run(rule);
    }
}
