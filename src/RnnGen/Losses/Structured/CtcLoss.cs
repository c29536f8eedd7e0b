using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Connectionist temporal classification (Graves et al. 2006) on logits: -log of the sum over all alignments of the
/// target with the steps, computed in logarithms. The mean divides each loss by its number of targets (at least 1) and
/// the sum of these by the number of rows; losses one by one are undivided.
/// </summary>
internal sealed unsafe class CtcLoss<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _blank;

    /// <exception cref="ArgumentException">There is no such output.</exception>
    public CtcLoss(LossInfo info, int outputs)
        : base(info, outputs)
    {
        if ((uint)info.Blank >= (uint)outputs)
            throw new ArgumentException($"Blank is {info.Blank}; outputs are 0 to {outputs - 1}.", nameof(info));
        _blank = info.Blank;
    }

    public override bool ReadsClasses => true;

    internal override bool HasOwnTargetLengths => true;

    internal override string ClassRange => $"{base.ClassRange}, without the blank {_blank}";

    internal override bool Accepts(int target) => target != _blank && base.Accepts(target);

    // log-partitions [T], classes' shares [K], and with S states: future [S], next [S], past [T, S]
    internal override long ScratchLength(int steps, int targets)
    {
        long states = (2L * Math.Min(steps, targets)) + 1;
        return steps + Outputs + (states * (steps + 2));
    }

    internal override int LossCount(int vectors) => 1;

    internal override double AddShares(double denominator, ReadOnlySpan<int> classes, int vectors) => denominator + 1;

    internal override double ComputeRow(in LossRow<T> row, double sum)
    {
        double weight = row.Weights == null ? 1 : FloatCast<T>.ToDouble(*row.Weights);
        double share = Info.Reduction == Reduction.Mean ? weight / Math.Max(1, row.ClassCount) : weight;
        double loss = row.Vectors < row.ClassCount ? double.PositiveInfinity : Forward(row);
        bool isZero = Info.ZeroInfinity && double.IsPositiveInfinity(loss);
        if (isZero)
            loss = 0;
        *row.Losses = weight * loss;
        if (row.Gradients != null)
            WriteGradient(row, isZero || double.IsPositiveInfinity(loss) ? 0 : share * row.Scale, loss);
        return sum + (share * loss);
    }

    // past[t, s] = log of the sum over alignments that are in state s at t, with step t
    private double Forward(in LossRow<T> row)
    {
        var memory = new Memory(row, Outputs);
        int states = memory.States;
        if (row.Vectors == 0)
            return 0;
        for (int t = 0; t < row.Vectors; t++)
        {
            T* x = row.Outputs + (t * row.Step);
            double max = Softmax<T>.Maximum(x, Outputs);
            memory.Partitions[t] = max + ScalarMath.Log(Softmax<T>.Exponentials(x, Outputs, max, null));
            double* past = memory.Past + ((long)t * states);
            double* before = past - states;
            for (int s = 0; s < states; s++)
            {
                double from = t == 0 ? (s < 2 ? 0 : double.NegativeInfinity) : before[s];
                if (t > 0 && s > 0)
                    from = ScalarMath.LogAdd(from, before[s - 1]);
                if (t > 0 && MaySkip(row, s))
                    from = ScalarMath.LogAdd(from, before[s - 2]);
                past[s] = from + FloatCast<T>.ToDouble(x[Label(row, s)]) - memory.Partitions[t];
            }
        }

        double* last = memory.Past + ((row.Vectors - 1L) * states);
        return -(states == 1 ? last[0] : ScalarMath.LogAdd(last[states - 1], last[states - 2]));
    }

    // d loss / d x_k = softmax_k - share of the alignments whose label at the step is k
    private void WriteGradient(in LossRow<T> row, double scale, double loss)
    {
        if (scale == 0)
        {
            for (int t = 0; t < row.Vectors; t++)
                new Span<T>(row.Gradients + (t * row.Step), Outputs).Clear();
            return;
        }

        var memory = new Memory(row, Outputs);
        int states = memory.States;
        for (int s = 0; s < states; s++)
            memory.Future[s] = s >= states - 2 ? 0 : double.NegativeInfinity;
        for (int t = row.Vectors - 1; t >= 0; t--)
        {
            if (t < row.Vectors - 1)
                StepBack(row, memory, t + 1);
            var shares = new Span<double>(memory.Shares, Outputs);
            shares.Clear();
            double* past = memory.Past + ((long)t * states);
            for (int s = 0; s < states; s++)
                shares[Label(row, s)] += ScalarMath.Exp(past[s] + memory.Future[s] + loss);
            T* x = row.Outputs + (t * row.Step);
            T* gradient = row.Gradients + (t * row.Step);
            for (int k = 0; k < Outputs; k++)
            {
                double probability = ScalarMath.Exp(FloatCast<T>.ToDouble(x[k]) - memory.Partitions[t]);
                gradient[k] = FloatCast<T>.FromDouble((probability - shares[k]) * scale);
            }
        }
    }

    // future[s] = log of the sum over what may follow state s, from step t on
    private void StepBack(in LossRow<T> row, in Memory memory, int t)
    {
        T* x = row.Outputs + (t * row.Step);
        for (int s = 0; s < memory.States; s++)
            memory.Next[s] = memory.Future[s] + FloatCast<T>.ToDouble(x[Label(row, s)]) - memory.Partitions[t];
        for (int s = 0; s < memory.States; s++)
        {
            double sum = memory.Next[s];
            if (s + 1 < memory.States)
                sum = ScalarMath.LogAdd(sum, memory.Next[s + 1]);
            if (s + 2 < memory.States && MaySkip(row, s + 2))
                sum = ScalarMath.LogAdd(sum, memory.Next[s + 2]);
            memory.Future[s] = sum;
        }
    }

    // States are blank, target, blank, target, ..., blank.
    private int Label(in LossRow<T> row, int state) => state % 2 == 0 ? _blank : row.Classes[state / 2];

    private static bool MaySkip(in LossRow<T> row, int state) =>
        state > 2 && state % 2 == 1 && row.Classes[state / 2] != row.Classes[(state / 2) - 1];

    private readonly ref struct Memory
    {
        public Memory(in LossRow<T> row, int outputs)
        {
            States = (2 * row.ClassCount) + 1;
            Partitions = row.Slice.Scratch;
            Shares = Partitions + row.Vectors;
            Future = Shares + outputs;
            Next = Future + States;
            Past = Next + States;
        }

        public int States { get; }

        public double* Partitions { get; }

        public double* Shares { get; }

        public double* Future { get; }

        public double* Next { get; }

        public double* Past { get; }
    }
}
