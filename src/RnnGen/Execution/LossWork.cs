using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>Computes the losses of the slices of a batch and the gradients of their outputs.</summary>
internal sealed unsafe class LossWork<T>(Workspace<T> work, Loss<T> loss, LossMemory<T> memory) : ParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _sums = new double[RowOrder.MaxSlices];

    /// <summary>Target classes, or null. [B, ClassStep]</summary>
    public int* Classes { get; set; }

    /// <summary>From one row's target classes to the next row's.</summary>
    public int ClassStep { get; set; }

    /// <summary>Target classes of each row where they are lists, or null where all are as long. [B]</summary>
    public int* ClassCounts { get; set; }

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
        LossSlice<T> own = memory.Start(index);
        bool perStep = work.Info.OutputPerStep;
        int steps = perStep ? work.BatchSteps : 1;
        int first = perStep ? work.FirstStep : 0;
        int end = perStep ? work.Steps : 1;
        int sliceSteps = perStep ? slot.Steps : 1;
        double sum = 0;
        for (int r = 0; r < slot.Rows; r++)
        {
            int row = work.RowAt(slot, 0, r);
            int vectors = perStep ? slot.Slice.Lengths[r] : 1;
            ClearGradients(slot, r, vectors, sliceSteps);
            LossRow<T> given = Row(slot, r, vectors, row, steps, first, own);
            sum = loss.ComputeRow(given, sum);
            int valid = loss.LossCount(vectors);
            new Span<double>(given.Losses + valid, loss.LossCount(end) - valid).Clear();
        }

        _sums[index] = sum;
    }

    // 'inside' counts rows of the slice, 'row' those of the batch; 'first' is the batch's step that comes first.
    private LossRow<T> Row(
        SliceSlot<T> slot, int inside, int vectors, int row, int steps, int first, LossSlice<T> own)
    {
        int width = work.Info.Outputs;
        int stride = Workspace<T>.Stride(width);
        long start = (long)inside * stride;
        long outside = ((long)row * steps) + first;
        long losses = ((long)row * loss.LossCount(steps)) + (first == 0 ? 0 : loss.LossCount(first));
        return new LossRow<T>
        {
            Outputs = work.At(slot, Port.Output(work.Info, 0)) + start,
            Gradients = work.Training ? work.At(slot, Port.OutputGradient(work.Info, 0)) + start : null,
            Step = (long)slot.Rows * stride,
            Vectors = vectors,
            Classes = Classes == null ? null : Classes + ((long)row * ClassStep) + first,
            ClassCount = ClassCounts != null ? ClassCounts[row] : loss.HasOwnTargetLengths ? ClassStep : vectors,
            Targets = Targets + (outside * width),
            Weights = Weights == null ? null : Weights + (WeightPerRow ? row : losses),
            HasRowWeight = WeightPerRow,
            Scale = Scale,
            Losses = Losses + losses,
            Slice = own,
        };
    }

    // The padding of valid vectors, and vectors beyond the row's length whole.
    private void ClearGradients(SliceSlot<T> slot, int inside, int vectors, int steps)
    {
        if (!work.Training)
            return;
        int width = work.Info.Outputs;
        int stride = Workspace<T>.Stride(width);
        for (int t = 0; t < steps; t++)
        {
            long vector = ((long)t * slot.Rows) + inside;
            T* gradient = work.At(slot, Port.OutputGradient(work.Info, 0)) + (vector * stride);
            int kept = t < vectors ? width : 0;
            new Span<T>(gradient + kept, stride - kept).Clear();
        }
    }
}
