using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>Computes the losses of the slices of a batch and the gradients of their outputs.</summary>
internal sealed unsafe class LossWork<T>(Workspace<T> work, Loss<T> loss) : ParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _sums = new double[RowOrder.MaxSlices];

    /// <summary>Target classes, or null. [B] or [B, T]</summary>
    public int* Classes { get; set; }

    /// <summary>Target values, or null. [B, O] or [B, T, O]</summary>
    public T* Targets { get; set; }

    /// <summary>Factors of the losses, or null.</summary>
    public T* Weights { get; set; }

    /// <summary>Whether there is one factor a row instead of one a loss.</summary>
    public bool WeightPerRow { get; set; }

    /// <summary>Factor of the gradients.</summary>
    public double Scale { get; set; }

    /// <summary>Receives the losses in the batch's order.</summary>
    public double* Losses { get; set; }

    /// <summary>The sum of all losses: those of each slice, added in the slices' order.</summary>
    public double Sum
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < work.SliceCount; i++)
                sum += _sums[i];
            return sum;
        }
    }

    public override void Run(int index)
    {
        SliceSlot<T> slot = work.Slot(index);
        bool perStep = work.Info.OutputPerStep;
        int steps = perStep ? work.Steps : 1;
        int sliceSteps = perStep ? slot.Steps : 1;
        double sum = 0;
        for (int r = 0; r < slot.Rows; r++)
        {
            int row = work.RowAt(slot.First + r);
            int length = perStep ? slot.Slice.Lengths[r] : 1;
            for (int t = 0; t < length; t++)
                sum += Compute(slot, ((long)t * slot.Rows) + r, row, ((long)row * steps) + t);
            for (int t = length; t < sliceSteps; t++)
                ClearGradient(slot, ((long)t * slot.Rows) + r);
            int each = loss.LossesPerVector;
            new Span<double>(Losses + ((((long)row * steps) + length) * each), (steps - length) * each).Clear();
        }

        _sums[index] = sum;
    }

    // 'inside' counts vectors of the slice, 'outside' those of the batch.
    private double Compute(SliceSlot<T> slot, long inside, int row, long outside)
    {
        int width = work.Info.Outputs;
        int stride = Workspace<T>.Stride(width);
        int each = loss.LossesPerVector;
        T* gradient = null;
        if (work.Training)
        {
            gradient = work.At(slot, Port.OutputGradient) + (inside * stride);
            new Span<T>(gradient + width, stride - width).Clear();
        }

        return loss.Compute(new LossItem<T>
        {
            Output = work.At(slot, Port.Output) + (inside * stride),
            Class = Classes == null ? 0 : Classes[outside],
            Target = Targets + (outside * width),
            Weights = Weights == null ? null : Weights + (WeightPerRow ? row : outside * each),
            WeightStep = WeightPerRow ? 0 : 1,
            Scale = Scale,
            Losses = Losses + (outside * each),
            Gradient = gradient,
        });
    }

    private void ClearGradient(SliceSlot<T> slot, long inside)
    {
        if (!work.Training)
            return;
        int stride = Workspace<T>.Stride(work.Info.Outputs);
        new Span<T>(work.At(slot, Port.OutputGradient) + (inside * stride), stride).Clear();
    }
}
