using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): -log of the share of the target's path
/// in the sum of e^score over all paths. The mean divides by the number of rows; an empty row's loss is 0 and counts.
/// </summary>
internal sealed unsafe class CrfLoss<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _ends;

    public CrfLoss(LossInfo info, int outputs)
        : base(info, outputs) => _ends = info.StartEnd ? outputs : 0;

    public override bool ReadsClasses => true;

    // transitions [K, K], start [K], end [K]
    internal override int ParameterCount => (Outputs * Outputs) + (2 * _ends);

    internal override long ScratchLength(int steps, int targets) => ChainSums.Length(Outputs, steps);

    internal override int LossCount(int vectors) => 1;

    internal override double AddShares(double denominator, ReadOnlySpan<int> classes, int vectors) => denominator + 1;

    internal override void StartSlice(in LossSlice<T> slice)
    {
        var chain = new ChainSums(slice.Scratch, Outputs, 0);
        int square = Outputs * Outputs;
        for (int i = 0; i < square; i++)
            chain.Transitions[i] = FloatCast<T>.ToDouble(slice.Parameters[i]);
        for (int k = 0; k < Outputs; k++)
        {
            chain.Start[k] = _ends == 0 ? 0 : FloatCast<T>.ToDouble(slice.Parameters[square + k]);
            chain.End[k] = _ends == 0 ? 0 : FloatCast<T>.ToDouble(slice.Parameters[square + _ends + k]);
        }

        chain.Prepare();
    }

    internal override double ComputeRow(in LossRow<T> row, double sum)
    {
        var chain = new ChainSums(row.Slice.Scratch, Outputs, row.Vectors);
        double weight = row.Weights == null ? 1 : FloatCast<T>.ToDouble(*row.Weights);
        double partition = chain.Forward(row.Outputs, row.Step, row.Vectors);
        double loss = weight * (partition - chain.Score(row.Outputs, row.Step, row.Vectors, row.Classes));
        *row.Losses = loss;
        if (row.Gradients != null)
            AddGradients(row, chain, weight * row.Scale);
        return sum + loss;
    }

    // d loss / d score of a class, a pair, a start or an end = its probability - whether the target has it
    private void AddGradients(in LossRow<T> row, in ChainSums chain, double scale)
    {
        double* transitions = row.Slice.ParameterGradients;
        double* start = transitions + (Outputs * Outputs);
        double* end = start + Outputs;
        for (int t = row.Vectors - 1; t >= 0; t--)
        {
            int target = row.Classes[t];
            T* gradient = row.Gradients + (t * row.Step);
            chain.Backward(t);
            chain.Marginals[target] -= 1;
            for (int k = 0; k < Outputs; k++)
                gradient[k] = FloatCast<T>.FromDouble(chain.Marginals[k] * scale);
            if (_ends > 0 && t == 0)
                DoubleRows.AddScaled(start, chain.Marginals, scale, Outputs);
            if (t == row.Vectors - 1)
            {
                if (_ends > 0)
                    DoubleRows.AddScaled(end, chain.Marginals, scale, Outputs);
                continue;
            }

            chain.AddPairs(t, scale, transitions);
            transitions[(target * Outputs) + row.Classes[t + 1]] -= scale;
        }
    }
}
