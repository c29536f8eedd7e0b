namespace RnnGen;

/// <summary>
/// Adadelta (Zeiler, arXiv:1212.5701): v and u are running means of g^2 and of d^2,
/// d = sqrt(u + eps) / sqrt(v + eps) g, p -= lr d.
/// </summary>
public sealed class Adadelta : Optimizer
{
    private readonly double _rho = 0.9;
    private readonly double _epsilon = 1e-6;

    /// <summary>Adadelta with a step size.</summary>
    public Adadelta(double learningRate = 1)
        : base(learningRate)
    {
    }

    /// <summary>Decay of the running means, in [0, 1).</summary>
    public double Rho
    {
        get => _rho;
        init => _rho = Check.Decay(value, nameof(Rho));
    }

    /// <summary>Added under both roots, above 0: nothing would move otherwise.</summary>
    public double Epsilon
    {
        get => _epsilon;
        init => _epsilon = Check.Positive(value, nameof(Epsilon));
    }

    internal override IReadOnlyList<(string Name, object Value)> RunSettings =>
        [.. base.RunSettings, (nameof(Rho), Rho), (nameof(Epsilon), Epsilon)];

    /// <inheritdoc/>
    public override int BufferCount => 2;

    private protected override void Apply<T>(in UpdateSpan<T> span) => span.Run(new Rule<T>
    {
        Rate = Lanes.Of<T>(LearningRate),
        Rho = Lanes.Of<T>(Rho),
        Gain = Lanes.Of<T>(1 - Rho),
        Epsilon = Lanes.Of<T>(Epsilon),
        Penalty = Lanes.Of<T>(WeightDecay),
    });

    internal struct Rule<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector<T> Rate, Rho, Gain, Epsilon, Penalty;

        public static int Buffers => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply(
            ref Vector<T> p, Vector<T> g, ref Vector<T> square, ref Vector<T> moved, ref Vector<T> s2)
        {
            g += Penalty * p;
            square = (Rho * square) + (Gain * (g * g));
            Vector<T> delta = Vector.SquareRoot(moved + Epsilon) / Vector.SquareRoot(square + Epsilon) * g;
            moved = (Rho * moved) + (Gain * (delta * delta));
            p -= Rate * delta;
        }
    }
}
