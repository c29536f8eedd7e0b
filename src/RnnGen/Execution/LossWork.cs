using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>Computes a head's losses of the slices of a batch and the gradients of its outputs.</summary>
internal sealed unsafe class LossWork<T> : ParallelWork, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _sums = new double[RowOrder.MaxSlices];
    private readonly Workspace<T> _work;
    private readonly int _number;
    private readonly HeadInfo _head;
    private readonly int _stride;
    private int _classStep;
    private int* _classes;
    private int* _classCounts;
    private T* _targets;
    private T* _weights;
    private bool _isRowWeight;
    private double _scale;
    private double* _losses;

    public LossWork(Workspace<T> work, int head, Loss<T> loss)
    {
        _work = work;
        _number = head;
        _head = work.Info.Heads[head];
        _stride = Workspace<T>.Stride(_head.Width);
        Loss = loss;
        Memory = new LossMemory<T>(work, loss, _head.Axis);
    }

    public Loss<T> Loss { get; }

    public LossMemory<T> Memory { get; }

    /// <summary>
    /// Whether the head has outputs in what is computed: one that reads out once has them in the last segment.
    /// </summary>
    public bool IsOn { get; set; } = true;

    /// <summary>What the mean of the batch's losses divides by.</summary>
    public double Denominator { get; private set; }

    /// <summary>The sum of the batch's losses: those of each slice, added in the slices' order.</summary>
    public double Sum { get; private set; }

    /// <summary>Number of losses of a batch of this size.</summary>
    public long Count(int rows, int steps) => (long)rows * Loss.LossCount(_head.PerStep ? steps : 1);

    /// <summary>Takes the targets of a batch.</summary>
    /// <param name="target">The targets.</param>
    /// <param name="axis">The head's axis.</param>
    /// <param name="pins">Holds the targets.</param>
    /// <param name="divisor">What the mean divides by in the gradient, or null for what the batch itself gives.</param>
    /// <param name="losses">Receives the losses in the batch's order.</param>
    public void Prepare(in BatchTarget<T> target, in AxisBatch axis, Pins pins, double? divisor, double* losses)
    {
        int steps = _head.PerStep ? axis.Steps : 1;
        Denominator = AddShares(0, target, axis, _work.Rows);
        _classes = Loss.ReadsClasses ? pins.Pin(target.Classes) : null;
        _classStep = Loss.HasOwnTargetLengths ? target.ClassStep(_work.Rows) : steps;
        _classCounts = Loss.HasOwnTargetLengths ? pins.Pin(target.ClassCounts) : null;
        _targets = pins.Pin(target.Values);
        _weights = pins.Pin(target.Weights);
        _isRowWeight = target.Weights.Length == _work.Rows;
        _scale = _head.Weight * Loss.Scale(divisor ?? Denominator);
        _losses = losses;
        Memory.Prepare(_classStep);
    }

    /// <summary>Adds what a batch counts in the mean.</summary>
    /// <param name="denominator">What the batches before count.</param>
    /// <param name="target">The batch's targets.</param>
    /// <param name="axis">The head's axis.</param>
    /// <param name="rows">Rows of the batch.</param>
    public double AddShares(double denominator, in BatchTarget<T> target, in AxisBatch axis, int rows)
    {
        ReadOnlySpan<int> classes = target.Classes.Span;
        bool readsEach = Loss.ReadsClasses && !Loss.HasOwnTargetLengths;
        int steps = _head.PerStep ? axis.Steps : 1;
        for (int row = 0; row < rows; row++)
        {
            int valid = _head.PerStep ? axis.LengthOf(row) : 1;
            ReadOnlySpan<int> own = readsEach ? classes.Slice(row * steps, valid) : default;
            denominator = Loss.AddShares(denominator, own, valid);
        }

        return denominator;
    }

    /// <summary>Sums the losses of what was computed.</summary>
    /// <param name="adds">Whether it was one more segment of the batch.</param>
    public void Finish(bool adds)
    {
        double sum = 0;
        for (int i = 0; i < _work.SliceCount; i++)
            sum += _sums[i];
        Sum = adds ? Sum + sum : sum;
    }

    public override void Run(int index)
    {
        SliceSlot<T> slot = _work.Slot(index);
        SliceAxis axis = _work.Axis(slot, _head.Axis);
        LossSlice<T> own = Memory.Start(index);
        bool perStep = _head.PerStep;
        int end = perStep ? _work.StepsOf(_head.Axis) : 1;
        double sum = 0;
        for (int r = 0; r < slot.Rows; r++)
        {
            int vectors = !IsOn ? 0 : perStep ? axis.Lengths[r] : 1;
            ClearGradients(slot, r, vectors, perStep ? axis.Steps : 1);
            if (!IsOn)
                continue;
            LossRow<T> given = Row(slot, r, vectors, own);
            sum = Loss.ComputeRow(given, sum);
            int valid = Loss.LossCount(vectors);
            new Span<double>(given.Losses + valid, Loss.LossCount(end) - valid).Clear();
        }

        _sums[index] = sum;
    }

    public void Dispose() => Memory.Dispose();

    // 'inside' counts rows of the slice, 'row' those of the batch; 'first' is the batch's step that comes first.
    private LossRow<T> Row(SliceSlot<T> slot, int inside, int vectors, LossSlice<T> own)
    {
        int row = _work.RowAt(slot, _head.Axis, inside);
        int steps = _head.PerStep ? _work.BatchStepsOf(_head.Axis) : 1;
        int first = _head.PerStep ? _work.FirstStepOn(_head.Axis) : 0;
        long start = (long)inside * _stride;
        long outside = ((long)row * steps) + first;
        long losses = ((long)row * Loss.LossCount(steps)) + (first == 0 ? 0 : Loss.LossCount(first));
        return new LossRow<T>
        {
            Outputs = _work.At(slot, Port.Output(_work.Info, _number)) + start,
            Gradients = _work.Training ? _work.At(slot, Port.OutputGradient(_work.Info, _number)) + start : null,
            Step = (long)slot.Rows * _stride,
            Padding = _work.Training ? _stride - _head.Width : 0,
            Vectors = vectors,
            Classes = _classes == null ? null : _classes + ((long)row * _classStep) + first,
            ClassCount = _classCounts != null ? _classCounts[row] : Loss.HasOwnTargetLengths ? _classStep : vectors,
            Targets = _targets + (outside * _head.Width),
            Weights = _weights == null ? null : _weights + (_isRowWeight ? row : losses),
            HasRowWeight = _isRowWeight,
            Scale = _scale,
            Losses = _losses + losses,
            Slice = own,
        };
    }

    // Vectors beyond the row's length whole, and the padding of valid ones that a loss of sequences leaves.
    private void ClearGradients(SliceSlot<T> slot, int inside, int vectors, int steps)
    {
        if (!_work.Training)
            return;
        T* gradients = _work.At(slot, Port.OutputGradient(_work.Info, _number));
        for (int t = Loss.IsPerSequence ? 0 : vectors; t < steps; t++)
        {
            long vector = ((long)t * slot.Rows) + inside;
            int kept = t < vectors ? _head.Width : 0;
            new Span<T>(gradients + (vector * _stride) + kept, _stride - kept).Clear();
        }
    }
}
