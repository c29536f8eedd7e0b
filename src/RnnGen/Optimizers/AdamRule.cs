namespace RnnGen;

/// <summary>
/// The step that the Adam family shares: m and v are running means of g and g^2, and
/// p = keep p - meanRate m / (rootScale root(v) + eps) - gradientRate g / (the same).
/// </summary>
internal struct AdamRule<T> : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector<T> Beta1, Gain1, Beta2, Gain2, Epsilon, Penalty, Keep, MeanRate, RootScale, GradientRate;
    public bool UsesGradient;

    public static int Buffers => 2;

    /// <summary>The settings that do not depend on the step.</summary>
    public static AdamRule<T> Of(AdaptiveMoments optimizer, double secondPower) => new()
    {
        Beta1 = Lanes.Of<T>(optimizer.Beta1),
        Gain1 = Lanes.Of<T>(1 - optimizer.Beta1),
        Beta2 = Lanes.Of<T>(optimizer.Beta2),
        Gain2 = Lanes.Of<T>(1 - optimizer.Beta2),
        Epsilon = Lanes.Of<T>(optimizer.Epsilon),
        Penalty = Lanes.Of<T>(optimizer.WeightDecay),
        Keep = Vector<T>.One,
        RootScale = Lanes.Of<T>(1 / Math.Sqrt(1 - secondPower)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply(ref Vector<T> p, Vector<T> g, ref Vector<T> m, ref Vector<T> v, ref Vector<T> s2)
    {
        g = Accumulate(p, g, ref m, ref v);
        Move(ref p, g, m, v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<T> Accumulate(Vector<T> p, Vector<T> g, ref Vector<T> m, ref Vector<T> v)
    {
        g += Penalty * p;
        m = (Beta1 * m) + (Gain1 * g);
        v = (Beta2 * v) + (Gain2 * (g * g));
        return g;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Move(ref Vector<T> p, Vector<T> g, Vector<T> m, Vector<T> v)
    {
        Vector<T> denominator = (Vector.SquareRoot(v) * RootScale) + Epsilon;
        Vector<T> numerator = UsesGradient ? (MeanRate * m) + (GradientRate * g) : MeanRate * m;
        p = (Keep * p) - (numerator / denominator);
    }
}
