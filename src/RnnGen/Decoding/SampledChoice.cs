namespace RnnGen;

/// <summary>
/// Draws a token by (seed, sequence, step). Everything is computed in double and in a fixed order, so that the same
/// scores give the same token on every machine.
/// </summary>
internal sealed class SampledChoice<T> : TokenChoice<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SampledDecoding _how;
    private readonly double[] _weights;
    private readonly BestCandidates? _best; // null where every token may be said

    public SampledChoice(SampledDecoding how, int width)
    {
        _how = how;
        _weights = new double[width];
        int most = how.TopK == 0 ? width : Math.Min(how.TopK, width);
        if (most < width || how.TopP < 1)
            _best = new BestCandidates(most);
    }

    public override int Choose(ReadOnlySpan<T> scores, int sequence, int step)
    {
        ulong key = CounterRandom.DeriveKey(_how.Seed, RandomPurpose.Sampling, (ulong)sequence);
        double draw = CounterRandom.UniformDouble(key, stream: 0, (ulong)step);
        return _best == null ? OfAll(scores, draw) : OfBest(scores, _best, draw);
    }

    /// <summary>The token at a point, in [0, 1), of the probabilities of all.</summary>
    public int OfAll(ReadOnlySpan<T> scores, double draw)
    {
        double most = double.NegativeInfinity;
        foreach (T score in scores)
            most = Math.Max(most, FloatCast<T>.ToDouble(score));
        double sum = 0;
        for (int token = 0; token < scores.Length; token++)
            sum += _weights[token] = Weight(FloatCast<T>.ToDouble(scores[token]) - most);
        return At(draw * sum, scores.Length);
    }

    private int OfBest(ReadOnlySpan<T> scores, BestCandidates best, double draw)
    {
        best.Clear();
        for (int token = 0; token < scores.Length; token++)
            best.Offer(new Candidate(FloatCast<T>.ToDouble(scores[token]), Parent: 0, token));
        ReadOnlySpan<Candidate> sorted = best.Sort();
        double sum = 0;
        for (int i = 0; i < sorted.Length; i++)
            sum += _weights[i] = Weight(sorted[i].Score - sorted[0].Score);

        // The nucleus: the fewest that reach the share.
        double share = 0;
        int count = 0;
        do
            share += _weights[count++];
        while (count < sorted.Length && share < _how.TopP * sum);
        return sorted[At(draw * share, count)].Token;
    }

    private double Weight(double belowMost) => ScalarMath.Exp(belowMost / _how.Temperature);

    /// <summary>Which weight a point of their sum lies in; never one of 0.</summary>
    private int At(double point, int count)
    {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            if (_weights[i] == 0)
                continue;
            found = i;
            sum += _weights[i];
            if (point < sum)
                break;
        }

        return found;
    }
}
