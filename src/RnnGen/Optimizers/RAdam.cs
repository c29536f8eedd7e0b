namespace RnnGen;

/// <summary>
/// Rectified Adam (Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR 2020): plain momentum
/// while the second moment is too uncertain, Adam times a rectification afterwards.
/// </summary>
public sealed class RAdam : AdaptiveMoments
{
    /// <summary>RAdam with a step size.</summary>
    public RAdam(double learningRate = 1e-3)
        : base(learningRate)
    {
    }

    private protected override void Apply<T>(in UpdateSpan<T> span)
    {
        double power1 = span.Scalars[0], power2 = span.Scalars[1];
        double longest = (2 / (1 - Beta2)) - 1;
        double rho = longest - (2 * span.Step * power2 / (1 - power2));
        double rate = LearningRate / (1 - power1);
        AdamRule<T> rule = AdamRule<T>.Of(this, power2);
        if (rho > 5)
        {
            double rectification = Math.Sqrt(
                (rho - 4) * (rho - 2) * longest / ((longest - 4) * (longest - 2) * rho));
            rule.MeanRate = Lanes.Of<T>(rate * rectification * Math.Sqrt(1 - power2));
            rule.RootScale = Vector<T>.One;
        }
        else
        {
            // root(v) / infinity + 1: the denominator is 1.
            rule.MeanRate = Lanes.Of<T>(rate);
            rule.RootScale = Vector<T>.Zero;
            rule.Epsilon = Vector<T>.One;
        }

        span.Run(rule);
    }
}
