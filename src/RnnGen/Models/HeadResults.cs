using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>Outputs and losses of one head, in the batch's layout.</summary>
internal sealed unsafe class HeadResults<T>(Workspace<T> slices, int head)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PinnedBuffer<T> _outputs = new();
    private readonly PinnedBuffer<double> _losses = new();
    private int _lossCount;
    private bool _hasOutputs;

    public ReadOnlySpan<double> Losses => _losses.Span(_lossCount);

    private HeadInfo Info => slices.Info.Heads[head];

    private long Length => BatchChecks<T>.OutputLength(Info, slices.Rows, slices.BatchStepsOf(Info.Axis));

    /// <summary>Forgets the batch before.</summary>
    public void Start()
    {
        _hasOutputs = false;
        _lossCount = 0;
    }

    public void ReserveOutputs(int rows, int steps) => _outputs.Reserve(BatchChecks<T>.OutputLength(Info, rows, steps));

    public void ReserveLosses(long count) => _losses.Reserve(count);

    public double* PrepareLosses(long count)
    {
        _lossCount = checked((int)count);
        _losses.Reserve(count);
        return _losses.Pointer;
    }

    public ReadOnlySpan<T> Outputs()
    {
        if (!_hasOutputs && slices.IsCut)
            throw new InvalidOperationException("The batch was trained on in segments, and nobody kept its outputs.");
        if (!_hasOutputs)
            Keep(isLast: true);
        return _outputs.Span(Length);
    }

    /// <summary>Copies the outputs of a batch that was cut, where the device that trained on it kept them.</summary>
    public void TakeFrom(DeviceTraining<T> training)
    {
        _outputs.Reserve(Length);
        _hasOutputs = training.ReadOutputs(head, _outputs.Span(Length));
    }

    /// <summary>Copies the outputs of the batch, or of a segment before the next one takes its memory.</summary>
    /// <param name="isLast">Whether it ends the batch, where a head that reads out once has its output.</param>
    public void Keep(bool isLast)
    {
        if (!isLast && !Info.PerStep)
            return;
        _outputs.Reserve(Length);
        for (int i = 0; i < slices.SliceCount; i++)
            Exchange<T>.ReadOutput(slices, slices.Slot(i), head, _outputs.Pointer);
        _hasOutputs = true;
    }
}
