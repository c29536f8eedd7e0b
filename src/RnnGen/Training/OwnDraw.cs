namespace RnnGen;

/// <summary>The random numbers of one batch of scheduled sampling: for each row and step whether, and which.</summary>
internal readonly struct OwnDraw
{
    private readonly ulong _whether;
    private readonly ulong _which;
    private readonly double _probability;

    /// <param name="seed">The trainer's seed.</param>
    /// <param name="batch">Batches trained on before.</param>
    /// <param name="probability">Probability of a token of the model's own.</param>
    /// <param name="draws">Whether that is drawn.</param>
    public OwnDraw(ulong seed, long batch, double probability, bool draws)
    {
        _whether = CounterRandom.DeriveKey(seed, RandomPurpose.ScheduledSampling, (ulong)batch);
        _which = CounterRandom.DeriveKey(seed, RandomPurpose.ScheduledSampling, (ulong)batch, subIndex: 1);
        _probability = probability;
        Draws = draws;
    }

    /// <summary>Whether a token of the model's own is drawn by its probability.</summary>
    public bool Draws { get; }

    /// <summary>Whether a row reads a token of the model's own at a step.</summary>
    public bool IsOwn(int row, int t) => CounterRandom.Bernoulli(_whether, (ulong)row, (ulong)t, _probability);

    /// <summary>What that token is drawn by, in [0, 1).</summary>
    public double Uniform(int row, int t) => CounterRandom.UniformDouble(_which, (ulong)row, (ulong)t);
}
