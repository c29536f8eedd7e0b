namespace RnnGen;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer, JMLR 2011): v += g^2, p -= lr / (1 + (t - 1) decay) g / (sqrt(v) + eps).
/// </summary>
public sealed class Adagrad : Optimizer
{
    private readonly double _learningRateDecay;
    private readonly double _initialAccumulator;
    private readonly double _epsilon = 1e-10;

    /// <summary>Adagrad with a step size.</summary>
    public Adagrad(double learningRate = 1e-2)
        : base(learningRate)
    {
    }

    /// <summary>How fast the step size falls with the steps.</summary>
    public double LearningRateDecay
    {
        get => _learningRateDecay;
        init => _learningRateDecay = Check.AtLeastZero(value, nameof(LearningRateDecay));
    }

    /// <summary>What the sum of squares starts at.</summary>
    public double InitialAccumulator
    {
        get => _initialAccumulator;
        init => _initialAccumulator = Check.AtLeastZero(value, nameof(InitialAccumulator));
    }

    /// <summary>Added to the denominator.</summary>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = Check.AtLeastZero(value, nameof(Epsilon));
    }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [
            .. base.RunSettings, (nameof(LearningRateDecay), LearningRateDecay),
            (nameof(InitialAccumulator), InitialAccumulator), (nameof(Epsilon), Epsilon),
        ];

    /// <inheritdoc/>
    public override int BufferCount => 1;

    private protected override void Start<T>(OptimizerState<T> state) =>
        state.Buffers.Fill(T.CreateTruncating(InitialAccumulator));

    private protected override void Apply<T>(in UpdateSpan<T> span) => span.Run(new Rule<T>
    {
        Rate = Lanes.Of<T>(LearningRate / (1 + ((span.Step - 1) * LearningRateDecay))),
        Epsilon = Lanes.Of<T>(Epsilon),
        Penalty = Lanes.Of<T>(WeightDecay),
    });

    internal struct Rule<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Rate, Epsilon, Penalty;

        public static int Buffers => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply(ref Vector<T> p, Vector<T> g, ref Vector<T> sum, ref Vector<T> s1, ref Vector<T> s2)
        {
            g += Penalty * p;
            sum += g * g;
            p -= Rate * (g / (Vector.SquareRoot(sum) + Epsilon));
        }
    }
}
