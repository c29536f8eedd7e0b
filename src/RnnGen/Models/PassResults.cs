using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>What a pass shows of its slices, copied into the batch's layout when it is asked for.</summary>
internal sealed unsafe class PassResults<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _slices;
    private readonly HeadResults<T>[] _heads;
    private readonly PinnedBuffer<T>[] _inputGradients;
    private readonly bool[] _hasInputGradient;
    private readonly PinnedBuffer<T> _finalStates = new();
    private readonly PinnedBuffer<T> _initialGradient = new();
    private bool _hasFinalStates;
    private bool _hasInitialGradient;
    private bool _wantsGradients;

    public PassResults(Workspace<T> slices)
    {
        _slices = slices;
        _heads = [.. slices.Info.Heads.Select((_, head) => new HeadResults<T>(slices, head))];
        _inputGradients = [.. slices.Info.Inputs.Select(static _ => new PinnedBuffer<T>())];
        _hasInputGradient = new bool[_inputGradients.Length];
    }

    public ReadOnlySpan<double> Losses(int head) => _heads[head].Losses;

    /// <summary>Forgets the batch before.</summary>
    public void Start()
    {
        foreach (HeadResults<T> head in _heads)
            head.Start();
        _hasFinalStates = false;
        _wantsGradients = _slices.WantsInputGradient;
        StartGradients();
    }

    /// <summary>Forgets the backward pass before.</summary>
    public void StartGradients()
    {
        Array.Clear(_hasInputGradient);
        _hasInitialGradient = false;
    }

    public void Reserve(int rows, int steps, HeadLosses<T> losses, bool readsOutputs)
    {
        for (int head = 0; head < _heads.Length; head++)
        {
            if (losses[head] is { } loss)
                _heads[head].ReserveLosses(loss.Count(rows, steps));
            if (readsOutputs)
                _heads[head].ReserveOutputs(rows, steps);
        }

        if (!readsOutputs)
            return;
        _finalStates.Reserve(BatchChecks<T>.StateLength(_slices.Info, rows));
        _initialGradient.Reserve(BatchChecks<T>.StateLength(_slices.Info, rows));
        for (int i = 0; i < _inputGradients.Length && _slices.WantsInputGradient; i++)
            _inputGradients[i].Reserve(BatchChecks<T>.FeatureLength(_slices.Info.Inputs[i], rows, steps));
    }

    public double* PrepareLosses(int head, long count) => _heads[head].PrepareLosses(count);

    public ReadOnlySpan<T> Outputs(int head) => _heads[head].Outputs();

    /// <summary>Copies the outputs of the batch, or of a segment before the next one takes its memory.</summary>
    public void KeepOutputs(bool isLast)
    {
        foreach (HeadResults<T> head in _heads)
            head.Keep(isLast);
    }

    /// <summary>Copies what a device kept of the segments of a batch.</summary>
    public void TakeSegments(DeviceTraining<T> training)
    {
        foreach (HeadResults<T> head in _heads)
            head.TakeFrom(training);
        long length = BatchChecks<T>.StateLength(_slices.Info, _slices.Rows);
        _finalStates.Reserve(length);
        training.ReadFinalStates(_finalStates.Span(length));
        _hasFinalStates = true;
        for (int i = 0; i < _inputGradients.Length && _wantsGradients; i++)
        {
            _inputGradients[i].Reserve(FeatureLength(i));
            _hasInputGradient[i] = training.ReadInputGradient(i, _inputGradients[i].Span(FeatureLength(i)));
        }
    }

    /// <summary>Copies the final states, where a segment before takes their memory.</summary>
    public void KeepFinalStates() => FinalStates();

    public ReadOnlySpan<T> FinalStates() => States(_finalStates, gradients: false, ref _hasFinalStates);

    public ReadOnlySpan<T> InitialStateGradient()
    {
        RequireWanted(BatchChecks<T>.StateLength(_slices.Info, _slices.Rows));
        return States(_initialGradient, gradients: true, ref _hasInitialGradient);
    }

    public ReadOnlySpan<T> InputGradient(int input)
    {
        RequireWanted(FeatureLength(input));
        if (!_hasInputGradient[input])
            KeepInputGradient(input);
        return _inputGradients[input].Span(FeatureLength(input));
    }

    /// <summary>Copies the gradients of the features of the batch, or of a segment.</summary>
    public void KeepInputGradients()
    {
        for (int i = 0; i < _inputGradients.Length; i++)
            KeepInputGradient(i);
    }

    private void RequireWanted(long length)
    {
        if (length > 0 && !_wantsGradients)
        {
            throw new InvalidOperationException(
                $"{nameof(Pass<T>.WantsInputGradient)} was off when this batch went forward: the gradients of its "
                + "features and initial states were not computed.");
        }
    }

    private void KeepInputGradient(int input)
    {
        long length = FeatureLength(input);
        if (length > 0)
        {
            _inputGradients[input].Reserve(length);
            for (int i = 0; i < _slices.SliceCount; i++)
                Exchange<T>.ReadInputGradient(_slices, _slices.Slot(i), input, _inputGradients[input].Pointer);
        }

        _hasInputGradient[input] = true;
    }

    private long FeatureLength(int input)
    {
        InputInfo info = _slices.Info.Inputs[input];
        return BatchChecks<T>.FeatureLength(info, _slices.Rows, _slices.BatchStepsOf(info.Axis));
    }

    private Span<T> States(PinnedBuffer<T> buffer, bool gradients, ref bool done)
    {
        long length = BatchChecks<T>.StateLength(_slices.Info, _slices.Rows);
        if (!done)
        {
            buffer.Reserve(length);
            Exchange<T>.ReadStates(_slices, gradients, buffer.Pointer);
            done = true;
        }

        return buffer.Span(length);
    }
}
