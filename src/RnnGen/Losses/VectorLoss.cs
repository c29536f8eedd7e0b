using RnnGen.Program;

namespace RnnGen;

/// <summary>A loss of each output vector by itself.</summary>
internal abstract unsafe class VectorLoss<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected VectorLoss(LossInfo info, int outputs)
        : base(info, outputs)
    {
    }

    internal sealed override int LossCount(int vectors) => vectors * LossesPerVector;

    internal sealed override double AddShares(double denominator, ReadOnlySpan<int> classes, int vectors)
    {
        for (int t = 0; t < vectors; t++)
            denominator += Share(ReadsClasses ? classes[t] : 0);
        return denominator;
    }

    internal sealed override double ComputeRow(in LossRow<T> row, double sum)
    {
        int each = LossesPerVector;
        for (int t = 0; t < row.Vectors; t++)
        {
            sum += Compute(new LossItem<T>
            {
                Output = row.Outputs + (t * row.Step),
                Class = ReadsClasses ? row.Classes[t] : 0,
                Target = row.Targets + ((long)t * Outputs),
                Weights = row.Weights == null || row.HasRowWeight ? row.Weights : row.Weights + ((long)t * each),
                WeightStep = row.HasRowWeight ? 0 : 1,
                Scale = row.Scale,
                Losses = row.Losses + ((long)t * each),
                Gradient = row.Gradients == null ? null : row.Gradients + (t * row.Step),
            });

            // Now, while the line of memory is near.
            if (row.Padding > 0)
                new Span<T>(row.Gradients + (t * row.Step) + Outputs, row.Padding).Clear();
        }

        return sum;
    }

    /// <summary>What a vector with this target adds to the mean's denominator.</summary>
    protected abstract double Share(int target);

    /// <summary>Writes one vector's losses and gradient and returns the sum of its losses.</summary>
    private protected abstract double Compute(in LossItem<T> item);
}
