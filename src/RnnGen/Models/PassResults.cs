using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>What a pass shows of its slices, copied into the batch's layout when it is asked for.</summary>
internal sealed unsafe class PassResults<T>(Workspace<T> slices)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PinnedBuffer<T> _outputs = new();
    private readonly PinnedBuffer<T> _finalStates = new();
    private readonly PinnedBuffer<T> _inputGradient = new();
    private readonly PinnedBuffer<T> _initialGradient = new();
    private readonly PinnedBuffer<double> _losses = new();
    private int _lossCount;
    private bool _hasOutputs;
    private bool _hasFinalStates;
    private bool _hasInputGradient;
    private bool _hasInitialGradient;

    public ReadOnlySpan<double> Losses => _losses.Span(_lossCount);

    /// <summary>Forgets the batch before.</summary>
    public void Start()
    {
        _hasOutputs = false;
        _hasFinalStates = false;
        _lossCount = 0;
        StartGradients();
    }

    /// <summary>Forgets the backward pass before.</summary>
    public void StartGradients()
    {
        _hasInputGradient = false;
        _hasInitialGradient = false;
    }

    public void Reserve(int rows, int steps, Loss<T>? loss, bool readsOutputs)
    {
        ModelInfo info = slices.Info;
        long outputs = BatchChecks<T>.OutputLength(info, rows, steps);
        if (loss != null)
            _losses.Reserve((long)rows * loss.LossCount(info.OutputPerStep ? steps : 1));
        if (!readsOutputs)
            return;
        _outputs.Reserve(outputs);
        _finalStates.Reserve(BatchChecks<T>.StateLength(info, rows));
        _initialGradient.Reserve(BatchChecks<T>.StateLength(info, rows));
        if (slices.WantsInputGradient)
            _inputGradient.Reserve((long)rows * steps * info.Features);
    }

    public double* PrepareLosses(Loss<T> loss)
    {
        int each = loss.LossCount(slices.Info.OutputPerStep ? slices.Steps : 1);
        _lossCount = checked((int)((long)slices.Rows * each));
        _losses.Reserve(_lossCount);
        return _losses.Pointer;
    }

    public ReadOnlySpan<T> Outputs(Workspace<T> work)
    {
        long length = BatchChecks<T>.OutputLength(work.Info, work.Rows, work.Steps);
        if (!_hasOutputs)
        {
            _outputs.Reserve(length);
            for (int i = 0; i < work.SliceCount; i++)
                Exchange<T>.ReadOutput(work, work.Slot(i), 0, _outputs.Pointer);
            _hasOutputs = true;
        }

        return _outputs.Span(length);
    }

    public ReadOnlySpan<T> FinalStates(Workspace<T> work) =>
        States(work, _finalStates, gradients: false, ref _hasFinalStates);

    public ReadOnlySpan<T> InitialStateGradient(Workspace<T> work) =>
        States(work, _initialGradient, gradients: true, ref _hasInitialGradient);

    public ReadOnlySpan<T> InputGradient(Workspace<T> work)
    {
        int width = work.Info.Features;
        long length = (long)work.Rows * work.Steps * width;
        if (!_hasInputGradient && length > 0)
        {
            _inputGradient.Reserve(length);
            for (int i = 0; i < work.SliceCount; i++)
            {
                SliceSlot<T> slot = work.Slot(i);
                T* source = work.At(slot, Port.InputGradient(0));
                Exchange<T>.ReadSequences(work, slot, 0, source, width, _inputGradient.Pointer);
            }
        }

        _hasInputGradient = true;
        return _inputGradient.Span(length);
    }

    private static Span<T> States(Workspace<T> work, PinnedBuffer<T> buffer, bool gradients, ref bool done)
    {
        long length = BatchChecks<T>.StateLength(work.Info, work.Rows);
        if (!done)
        {
            buffer.Reserve(length);
            for (int i = 0; i < work.SliceCount; i++)
                Exchange<T>.ReadStates(work, work.Slot(i), gradients, buffer.Pointer);
            done = true;
        }

        return buffer.Span(length);
    }
}
