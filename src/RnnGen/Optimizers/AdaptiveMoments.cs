namespace RnnGen;

/// <summary>
/// An optimizer that keeps running means of the gradient and of its square (or largest size), both from zero.
/// </summary>
public abstract class AdaptiveMoments : Optimizer
{
    private readonly double _beta1 = 0.9;
    private readonly double _beta2 = 0.999;
    private readonly double _epsilon = 1e-8;

    private protected AdaptiveMoments(double learningRate)
        : base(learningRate)
    {
    }

    /// <summary>Decay of the mean of the gradient, in [0, 1).</summary>
    public double Beta1
    {
        get => _beta1;
        init => _beta1 = Check.Decay(value, nameof(Beta1));
    }

    /// <summary>Decay of the mean of the square, in [0, 1).</summary>
    public double Beta2
    {
        get => _beta2;
        init => _beta2 = Check.Decay(value, nameof(Beta2));
    }

    /// <summary>Added to the denominator.</summary>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = Check.AtLeastZero(value, nameof(Epsilon));
    }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, (nameof(Beta1), Beta1), (nameof(Beta2), Beta2), (nameof(Epsilon), Epsilon)];

    /// <inheritdoc/>
    public override int BufferCount => 2;

    /// <inheritdoc/>
    public override int ScalarCount => 2;

    private protected override void Start<T>(OptimizerState<T> state) => state.Scalars.Fill(1);

    // NOTE: powers are kept as products; Math.Pow is libm's and differs between machines.
    private protected override void Advance(long step, Span<double> scalars)
    {
        scalars[0] *= Beta1;
        scalars[1] *= Beta2;
    }
}
