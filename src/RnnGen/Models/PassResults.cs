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
        int each = loss.LossCount(slices.Info.OutputPerStep ? slices.BatchSteps : 1);
        _lossCount = checked((int)((long)slices.Rows * each));
        _losses.Reserve(_lossCount);
        return _losses.Pointer;
    }

    public ReadOnlySpan<T> Outputs(Workspace<T> work)
    {
        if (!_hasOutputs && work.IsCut)
            throw new InvalidOperationException("The batch was trained on in segments, and nobody kept its outputs.");
        if (!_hasOutputs)
            KeepOutputs();
        return _outputs.Span(BatchChecks<T>.OutputLength(work.Info, work.Rows, work.BatchSteps));
    }

    /// <summary>Copies the outputs of the batch, or of a segment before the next one takes its memory.</summary>
    public void KeepOutputs()
    {
        _outputs.Reserve(BatchChecks<T>.OutputLength(slices.Info, slices.Rows, slices.BatchSteps));
        for (int i = 0; i < slices.SliceCount; i++)
            Exchange<T>.ReadOutput(slices, slices.Slot(i), 0, _outputs.Pointer);
        _hasOutputs = true;
    }

    /// <summary>Copies the final states, where a segment before takes their memory.</summary>
    public void KeepFinalStates() => FinalStates(slices);

    public ReadOnlySpan<T> FinalStates(Workspace<T> work) =>
        States(work, _finalStates, gradients: false, ref _hasFinalStates);

    public ReadOnlySpan<T> InitialStateGradient(Workspace<T> work) =>
        States(work, _initialGradient, gradients: true, ref _hasInitialGradient);

    public ReadOnlySpan<T> InputGradient(Workspace<T> work)
    {
        if (!_hasInputGradient)
            KeepInputGradient();
        return _inputGradient.Span((long)work.Rows * work.BatchSteps * work.Info.Features);
    }

    /// <summary>Copies the gradient of the features of the batch, or of a segment.</summary>
    public void KeepInputGradient()
    {
        int width = slices.Info.Features;
        long length = (long)slices.Rows * slices.BatchSteps * width;
        if (length > 0)
        {
            _inputGradient.Reserve(length);
            for (int i = 0; i < slices.SliceCount; i++)
            {
                SliceSlot<T> slot = slices.Slot(i);
                T* source = slices.At(slot, Port.InputGradient(0));
                Exchange<T>.ReadSequences(slices, slot, 0, source, width, _inputGradient.Pointer);
            }
        }

        _hasInputGradient = true;
    }

    private static Span<T> States(Workspace<T> work, PinnedBuffer<T> buffer, bool gradients, ref bool done)
    {
        long length = BatchChecks<T>.StateLength(work.Info, work.Rows);
        if (!done)
        {
            buffer.Reserve(length);
            Exchange<T>.ReadStates(work, gradients, buffer.Pointer);
            done = true;
        }

        return buffer.Span(length);
    }
}
