using RnnGen.Execution;

namespace RnnGen;

// Training within a budget of memory: where a batch's activations take more, its time is cut into segments. They run
// forward one after the other, which leaves the states at their borders; then from the last to the first each runs
// forward again and backward, with the gradient of its final states from the one behind it. Activations of one segment
// are kept at a time, for one more forward pass (Chen et al. 2016, "Training deep nets with sublinear memory cost").
public sealed unsafe partial class Pass<T>
{
    private readonly PinnedBuffer<T> _borders = new();
    private readonly PinnedBuffer<T> _borderGradient = new();
    private int[] _segmentLengths = [];

    /// <summary>Bytes that the activations of <see cref="Train"/> may take; 0 for no limit.</summary>
    internal long ActivationBudget { get; set; }

    /// <summary>Whether somebody reads the outputs of batches that were trained on in segments.</summary>
    internal bool KeepsOutputs { get; set; } = true;

    /// <summary>Bytes that activations have taken so far, at most.</summary>
    internal long ActivationBytes => _work.ArenaLength * sizeof(T);

    private long StateLength => BatchChecks<T>.StateLength(_info, _work.Rows);

    /// <summary>Steps of the longest segment that a batch of this size is trained on in.</summary>
    /// <exception cref="InvalidOperationException">Not even one step fits.</exception>
    internal int SegmentSteps(int rows, int steps)
    {
        if (ActivationBudget == 0 || steps == 0 || Fits(rows, steps))
            return steps;
        int fits = 0;
        for (int tooMany = steps; tooMany - fits > 1;)
        {
            int middle = fits + ((tooMany - fits) / 2);
            (fits, tooMany) = Fits(rows, middle) ? (middle, tooMany) : (fits, middle);
        }

        if (fits == 0)
        {
            throw new InvalidOperationException(
                $"ActivationBudget is {ActivationBudget} bytes; one step of {rows} rows of {_info.Name} takes "
                    + $"{_work.Room(rows, 1, training: true) * sizeof(T)}.");
        }

        // As many segments, of nearly one length.
        return Count(steps, Count(steps, fits));
    }

    private bool Fits(int rows, int steps) =>
        _work.Room(rows, steps, training: true) <= Math.Min(ActivationBudget / sizeof(T), _work.Program.MostFloats);

    private static int Count(int steps, int each) => ((steps - 1) / each) + 1;

    private void ReserveSegments(int rows, int steps)
    {
        int each = SegmentSteps(rows, steps);
        if (each == steps)
            return;
        ReserveLengths(rows);
        if (Training == null)
            ReserveBorders(rows, Count(steps, each));
    }

    private void ReserveLengths(int rows)
    {
        if (_segmentLengths.Length < rows)
            _segmentLengths = new int[rows];
    }

    private void ReserveBorders(int rows, int segments)
    {
        long states = BatchChecks<T>.StateLength(_info, rows);
        _borders.Reserve((segments - 1) * states);
        _borderGradient.Reserve(states);
    }

    private void TrainSegments(Batch<T> batch, int longest, int each)
    {
        int count = Count(longest, each);
        Start(batch);
        AxisBatch.Read(_info, batch, _axes);
        ReserveBorders(batch.Rows, count);
        try
        {
            GiveInputs(batch);
            T* initial = _forward.InitialStates;
            for (int i = 0; i < count - 1; i++)
            {
                Prepare(batch, SegmentOf(i, count, each));
                _forward.InitialStates = i == 0 ? initial : Border(i);
                TeamRule.Run(_forward, _work, _model);
                Exchange<T>.ReadStates(_work, gradients: false, Border(i + 1));
            }

            Prepare(batch, SegmentOf(count - 1, count, each));
            _losses.Prepare(batch, _axes, _pins, LossDivisors, _results);
            for (int i = count - 1; i >= 0; i--)
            {
                if (i < count - 1)
                    Prepare(batch, SegmentOf(i, count, each));
                _forward.InitialStates = i == 0 ? initial : Border(i);
                RunSegment(isFirst: i == 0, isLast: i == count - 1);
            }
        }
        finally
        {
            _pins.Release();
        }

        _batch = batch;
        _hasOutputGradient = true;
        _isConsumed = true;
        _hasGradients = true;
        GC.KeepAlive(this);
    }

    /// <summary>Takes a segment forward, through the losses and backward.</summary>
    private void RunSegment(bool isFirst, bool isLast)
    {
        StartBackward(startsFromLoss: true);
        _backward.FinalStateGradient = isLast ? null : _borderGradient.Pointer;
        _backward.NeedsStateGradient = !isFirst;
        _losses.Start(isLast);
        RunSlices();
        _losses.Finish(adds: !isLast);
        if (isLast)
            _results.KeepFinalStates();
        if (KeepsOutputs)
            _results.KeepOutputs(isLast);
        if (WantsInputGradient)
            _results.KeepInputGradients();
        Exchange<T>.ReadStates(_work, gradients: true, _borderGradient.Pointer);
        bool sumsSquares = Collected.SumsSquares;
        Collected.SumsSquares = sumsSquares && isFirst;
        Collected.Run(AccumulateGradients || !isLast, _model.MaxThreads);
        Collected.SumsSquares = sumsSquares;
    }

    private T* Border(int segment) => _borders.Pointer + ((segment - 1) * StateLength);

    // The last one goes to the end of the batch's memory, where rows may all be shorter.
    private Segment SegmentOf(int index, int count, int each) =>
        new(index * each, index == count - 1 ? _axes[0].Steps - (index * each) : each);

    /// <summary>Plans a segment of a batch, with the steps that each row has in it.</summary>
    private void Prepare(Batch<T> batch, Segment segment)
    {
        AxisBatch axis = _axes[0];
        ReadOnlyMemory<int> lengths = default;
        if (!axis.Lengths.IsEmpty)
        {
            ReserveLengths(batch.Rows);
            lengths = _segmentLengths.AsMemory(0, batch.Rows);
            for (int row = 0; row < batch.Rows; row++)
                _segmentLengths[row] = Math.Clamp(axis.LengthOf(row) - segment.First, 0, segment.Steps);
        }

        _work.PrepareSegment(batch.Rows, axis.Steps, segment, lengths, _model.Parameters);
    }
}
