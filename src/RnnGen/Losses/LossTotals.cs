using RnnGen.Program;

namespace RnnGen;

/// <summary>Losses of batches added up, head by head.</summary>
internal sealed class LossTotals(ModelInfo info)
{
    private readonly double[] _sums = new double[info.Heads.Count];
    private readonly double[] _denominators = new double[info.Heads.Count];

    /// <summary>Numbers of the heads that have a loss.</summary>
    public IReadOnlyList<int> Heads { get; } =
        [.. Enumerable.Range(0, info.Heads.Count).Where(head => info.Heads[head].Loss != null)];

    /// <summary>Sum of the losses of each head; 0 of one without a loss.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>What the mean of each head divides by; 0 of one without a loss.</summary>
    public ReadOnlySpan<double> Denominators => _denominators;

    /// <summary>The losses as the heads reduce them, each by the head's weight, added up.</summary>
    public double Reduced => Total(static (totals, head) => totals.ReducedOf(head));

    /// <summary>The mean losses, whatever the reduction, each by the head's weight, added up.</summary>
    public double Mean => Total(static (totals, head) => totals.MeanOf(head));

    /// <summary>
    /// Whether each loss is a number, apart from means of nothing: those are NaN, as PyTorch's, and have a gradient of
    /// 0.
    /// </summary>
    public bool IsFinite
    {
        get
        {
            for (int i = 0; i < Heads.Count; i++)
            {
                if (!IsNothing(Heads[i]) && !double.IsFinite(ReducedOf(Heads[i])))
                    return false;
            }

            return true;
        }
    }

    /// <summary>The mean loss of a head, not by its weight.</summary>
    public double MeanOf(int head) => _sums[head] / _denominators[head];

    /// <summary>Whether a head's losses are reduced to their mean.</summary>
    public bool IsMean(int head) => info.Heads[head].Loss!.Reduction == Reduction.Mean;

    /// <summary>Whether a head's loss is the mean of nothing.</summary>
    public bool IsNothing(int head) => IsMean(head) && _denominators[head] == 0 && _sums[head] == 0;

    public void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_denominators);
    }

    /// <summary>Adds the losses of the last batch of a pass.</summary>
    public void Add<T>(Pass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < Heads.Count; i++)
        {
            int head = Heads[i];
            _sums[head] += pass.LossSum(head);
            _denominators[head] += pass.LossDenominator(head);
        }
    }

    /// <summary>Adds other totals.</summary>
    public void Add(LossTotals other)
    {
        for (int head = 0; head < _sums.Length; head++)
        {
            _sums[head] += other._sums[head];
            _denominators[head] += other._denominators[head];
        }
    }

    /// <summary>Goes on from what other totals were.</summary>
    /// <exception cref="ArgumentException">They are of another number of heads.</exception>
    public void Set(ReadOnlySpan<double> sums, ReadOnlySpan<double> denominators)
    {
        Require.Length(sums.Length, _sums.Length, nameof(sums));
        Require.Length(denominators.Length, _sums.Length, nameof(denominators));
        sums.CopyTo(_sums);
        denominators.CopyTo(_denominators);
    }

    private double ReducedOf(int head) => IsMean(head) ? MeanOf(head) : _sums[head];

    // Begins with the first loss and not with 0, which would give -0 another sign.
    private double Total(Func<LossTotals, int, double> of)
    {
        double total = double.NaN;
        for (int i = 0; i < Heads.Count; i++)
        {
            double weighted = info.Heads[Heads[i]].Weight * of(this, Heads[i]);
            total = i == 0 ? weighted : total + weighted;
        }

        return total;
    }
}
