namespace RnnGen;

/// <summary>
/// Adam with the infinity norm (Kingma and Ba, ICLR 2015, section 7.1): u = max(b2 u, |g| + eps),
/// p -= lr / (1 - b1^t) m / u.
/// </summary>
public sealed class Adamax : AdaptiveMoments
{
    /// <summary>Adamax with a step size.</summary>
    public Adamax(double learningRate = 2e-3)
        : base(learningRate)
    {
    }

    private protected override void Apply<T>(in UpdateSpan<T> span) => span.Run(new Rule<T>
    {
        Rate = Lanes.Of<T>(LearningRate / (1 - span.Scalars[0])),
        Beta1 = Lanes.Of<T>(Beta1),
        Gain1 = Lanes.Of<T>(1 - Beta1),
        Beta2 = Lanes.Of<T>(Beta2),
        Epsilon = Lanes.Of<T>(Epsilon),
        Penalty = Lanes.Of<T>(WeightDecay),
    });

    internal struct Rule<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Rate, Beta1, Gain1, Beta2, Epsilon, Penalty;

        public static int Buffers => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply(
            ref Vector<T> p, Vector<T> g, ref Vector<T> mean, ref Vector<T> largest, ref Vector<T> s2)
        {
            g += Penalty * p;
            mean = (Beta1 * mean) + (Gain1 * g);
            largest = Vector.Max(Beta2 * largest, Vector.Abs(g) + Epsilon);
            p -= Rate * (mean / largest);
        }
    }
}
