namespace RnnGen;

/// <summary>
/// Stochastic gradient descent with momentum, optionally Nesterov's (Sutskever et al., ICML 2013, in PyTorch's form:
/// buf = mu buf + (1 - dampening) g, buf = g at the first step; p -= lr buf).
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum;
    private readonly double _dampening;

    /// <summary>SGD with a step size; PyTorch has no default for it.</summary>
    public Sgd(double learningRate)
        : base(learningRate)
    {
    }

    /// <summary>Share of the last step that is kept, at least 0; 0 keeps no buffer.</summary>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = Check.AtLeastZero(value, nameof(Momentum));
    }

    /// <summary>Share of the gradient that the momentum leaves out.</summary>
    public double Dampening
    {
        get => _dampening;
        init => _dampening = Check.Finite(value, nameof(Dampening));
    }

    /// <summary>Whether the gradient is taken ahead: p -= lr (g + mu buf). Needs momentum and no dampening.</summary>
    public bool Nesterov { get; init; }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [
            .. base.RunSettings, (nameof(Momentum), Momentum), (nameof(Dampening), Dampening),
            (nameof(Nesterov), Nesterov),
        ];

    /// <inheritdoc/>
    public override int BufferCount => Momentum == 0 ? 0 : 1;

    private protected override void Start<T>(OptimizerState<T> state)
    {
        if (Nesterov && (Momentum <= 0 || Dampening != 0))
        {
            throw new InvalidOperationException(
                "Nesterov needs a momentum above 0 and no dampening; they are "
                    + FormattableString.Invariant($"{Momentum} and {Dampening}."));
        }
    }

    private protected override void Apply<T>(in UpdateSpan<T> span)
    {
        if (Momentum == 0)
        {
            span.Run(new Plain<T> { Rate = Lanes.Of<T>(LearningRate), Decay = Lanes.Of<T>(WeightDecay) });
            return;
        }

        span.Run(new Heavy<T>
        {
            Rate = Lanes.Of<T>(LearningRate),
            Decay = Lanes.Of<T>(WeightDecay),
            Momentum = Lanes.Of<T>(Momentum),
            Gain = Lanes.Of<T>(span.Step == 1 ? 1 : 1 - Dampening),
            Nesterov = Nesterov,
        });
    }

    internal struct Plain<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Rate, Decay;

        public static int Buffers => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply(
            ref Vector<T> p, Vector<T> g, ref Vector<T> s0, ref Vector<T> s1, ref Vector<T> s2) =>
            p -= Rate * (g + (Decay * p));
    }

    internal struct Heavy<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Rate, Decay, Momentum, Gain;
        public bool Nesterov;

        public static int Buffers => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply(
            ref Vector<T> p, Vector<T> g, ref Vector<T> buffer, ref Vector<T> s1, ref Vector<T> s2)
        {
            g += Decay * p;
            buffer = (Momentum * buffer) + (Gain * g);
            p -= Rate * (Nesterov ? g + (Momentum * buffer) : buffer);
        }
    }
}
