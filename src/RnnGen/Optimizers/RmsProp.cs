namespace RnnGen;

/// <summary>
/// RMSprop (Tieleman and Hinton, Coursera lecture 6.5, 2012), optionally centered (Graves, arXiv:1308.0850) and with
/// momentum: p -= lr g / (sqrt(v) + eps), v the running mean of g^2, or the running variance when centered.
/// </summary>
public sealed class RmsProp : Optimizer
{
    private readonly double _alpha = 0.99;
    private readonly double _epsilon = 1e-8;
    private readonly double _momentum;

    /// <summary>RMSprop with a step size.</summary>
    public RmsProp(double learningRate = 1e-2)
        : base(learningRate)
    {
    }

    /// <summary>Decay of the running mean of the square, in [0, 1).</summary>
    public double Alpha
    {
        get => _alpha;
        init => _alpha = Check.Decay(value, nameof(Alpha));
    }

    /// <summary>Added to the denominator.</summary>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = Check.AtLeastZero(value, nameof(Epsilon));
    }

    /// <summary>Share of the last step that is kept.</summary>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = Check.AtLeastZero(value, nameof(Momentum));
    }

    /// <summary>Whether the gradient is divided by its deviation instead of its root mean square.</summary>
    public bool Centered { get; init; }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [
            .. base.RunSettings, (nameof(Alpha), Alpha), (nameof(Epsilon), Epsilon),
            (nameof(Momentum), Momentum), (nameof(Centered), Centered),
        ];

    /// <inheritdoc/>
    public override int BufferCount => Centered ? 3 : Momentum > 0 ? 2 : 1;

    private protected override void Apply<T>(in UpdateSpan<T> span)
    {
        Settings<T> settings = new()
        {
            Rate = Lanes.Of<T>(LearningRate),
            Alpha = Lanes.Of<T>(Alpha),
            Gain = Lanes.Of<T>(1 - Alpha),
            Epsilon = Lanes.Of<T>(Epsilon),
            Momentum = Lanes.Of<T>(Momentum),
            Penalty = Lanes.Of<T>(WeightDecay),
        };
        if (Centered)
            span.Run(new CenteredRule<T> { Settings = settings });
        else if (Momentum > 0)
            span.Run(new MomentumRule<T> { Settings = settings });
        else
            span.Run(new PlainRule<T> { Settings = settings });
    }

    internal struct Settings<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Rate, Alpha, Gain, Epsilon, Momentum, Penalty;
    }

    internal struct PlainRule<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Settings<T> Settings;

        public static int Buffers => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply(
            ref Vector<T> p, Vector<T> g, ref Vector<T> square, ref Vector<T> s1, ref Vector<T> s2)
        {
            g += Settings.Penalty * p;
            square = (Settings.Alpha * square) + (Settings.Gain * (g * g));
            p -= Settings.Rate * (g / (Vector.SquareRoot(square) + Settings.Epsilon));
        }
    }

    internal struct MomentumRule<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Settings<T> Settings;

        public static int Buffers => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply(
            ref Vector<T> p, Vector<T> g, ref Vector<T> square, ref Vector<T> buffer, ref Vector<T> s2)
        {
            g += Settings.Penalty * p;
            square = (Settings.Alpha * square) + (Settings.Gain * (g * g));
            buffer = (Settings.Momentum * buffer) + (g / (Vector.SquareRoot(square) + Settings.Epsilon));
            p -= Settings.Rate * buffer;
        }
    }

    internal struct CenteredRule<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Settings<T> Settings;

        public static int Buffers => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply(
            ref Vector<T> p, Vector<T> g, ref Vector<T> square, ref Vector<T> mean, ref Vector<T> buffer)
        {
            g += Settings.Penalty * p;
            square = (Settings.Alpha * square) + (Settings.Gain * (g * g));
            mean = (Settings.Alpha * mean) + (Settings.Gain * g);

            // NOTE: rounding can make a variance of zero negative; PyTorch's root of it is NaN.
            Vector<T> variance = Vector.Max(square - (mean * mean), Vector<T>.Zero);
            buffer = (Settings.Momentum * buffer) + (g / (Vector.SquareRoot(variance) + Settings.Epsilon));
            p -= Settings.Rate * buffer;
        }
    }
}
