using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Computes one sequence step by step. It owns the state, allocates nothing after it was made, and gives what the whole
/// sequence at once gives, bit for bit. With scalers set on the model when it is made, it takes and gives the user's
/// units. Not for two threads at once.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed unsafe class ModelStream<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly ModelProgram<T> _program;
    private readonly Workspace<T> _work;
    private readonly SliceSlot<T> _slot;
    private readonly StatePorts[] _states;
    private readonly StreamWork<T> _stream;
    private readonly int _members;
    private readonly int _patience;
    private readonly PinnedBuffer<T> _output = new();
    private readonly Scaler? _inputScaler;
    private readonly Scaler? _targetScaler;
    private readonly T* _input;
    private readonly T* _result;
    private readonly int _features;
    private readonly int _outputs;
    private readonly int _vocabulary;
    private bool _disposed;

    internal ModelStream(Model<T> model)
    {
        ModelInfo info = model.Info;
        if (info.Obstacle is { } obstacle)
            throw new InvalidOperationException($"{info.Name} cannot stream: {obstacle}.");
        if (!info.IsCausal)
        {
            throw new InvalidOperationException(
                $"{info.Name} cannot stream: an output depends on later steps (a bidirectional or reversed layer, "
                + "attention, Reverse, Gather or Repeat).");
        }

        _model = model;
        _program = model.Program;
        _features = info.Features;
        _outputs = info.Outputs;
        _vocabulary = info.Vocabulary;
        (_inputScaler, _targetScaler) = (model.Assets.InputScaler, model.Assets.TargetScaler);

        // Planned and bound once: rows 1, steps 1, length 1.
        _work = new Workspace<T>(_program);
        _work.Prepare(1, [new AxisBatch(1, default)], training: false, model.Parameters);
        _slot = _work.Slot(0);
        _stream = new StreamWork<T>(_program, _slot);
        _members = model.TeamRule.Members(_program, 1, int.MaxValue);
        _patience = model.TeamRule.Patience(_program, 1, 1);
        _input = _vocabulary > 0 ? null : _work.At(_slot, Port.Input(0));
        _result = _work.At(_slot, Port.Output(info, 0));
        _output.Reserve(_outputs);
        _states = new StatePorts[info.States.Count];
        for (int s = 0; s < _states.Length; s++)
        {
            int size = info.States[s].Size;
            _states[s] = new StatePorts
            {
                Initial = _work.At(_slot, Port.Initial(info, s)),
                Size = size,
                Start = FloatCast<T>.FromDouble(info.States[s].Initial),
            };
            StateLength += size;
        }

        Reset();
    }

    /// <summary>Floats of the whole state.</summary>
    public int StateLength { get; }

    /// <summary>Computes one step.</summary>
    /// <param name="x">The features, in the user's units. [F]</param>
    /// <returns>The output, in the user's units, valid until the next step. [O]</returns>
    /// <exception cref="ArgumentException">
    /// The length is wrong, or a feature is NaN; the state is unchanged.
    /// </exception>
    public ReadOnlySpan<T> Step(ReadOnlySpan<T> x)
    {
        if (x.Length != _features || _input == null)
            ThrowFeatures(x.Length);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var input = new Span<T>(_input, _features);
        if (_inputScaler != null)
            _inputScaler.TransformAll(x, input);
        else
            x.CopyTo(input);
        if (MayHaveNaN(_input, _features))
            Require.NoNaN(x, nameof(x));
        return Advance();
    }

    /// <summary>Computes one step.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The output, valid until the next step. [O]</returns>
    /// <exception cref="ArgumentException">
    /// The token is unknown or the model reads features; the state is unchanged.
    /// </exception>
    public ReadOnlySpan<T> Step(int token)
    {
        if ((uint)token >= (uint)_vocabulary)
            ThrowToken(token);
        ObjectDisposedException.ThrowIf(_disposed, this);
        *_slot.Slice.Tokens = token;
        return Advance();
    }

    /// <summary>Returns to the start of a sequence.</summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (ref readonly StatePorts state in _states.AsSpan())
            new Span<T>(state.Initial, state.Size).Fill(state.Start);
    }

    /// <summary>Copies the state, one state of <see cref="ModelInfo.States"/> after the other.</summary>
    /// <param name="target">Receives <see cref="StateLength"/> floats.</param>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public void SaveState(Span<T> target)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Require.Length(target.Length, StateLength, nameof(target));
        foreach (ref readonly StatePorts state in _states.AsSpan())
        {
            new ReadOnlySpan<T>(state.Initial, state.Size).CopyTo(target);
            target = target[state.Size..];
        }

        GC.KeepAlive(this);
    }

    /// <summary>Continues from a saved state.</summary>
    /// <param name="source">What <see cref="SaveState(Span{T})"/> gave.</param>
    /// <exception cref="ArgumentException">The length is wrong, or a value is NaN; the state is unchanged.</exception>
    public void RestoreState(ReadOnlySpan<T> source)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Require.Length(source.Length, StateLength, nameof(source));
        Require.NoNaN(source, nameof(source));
        foreach (ref readonly StatePorts state in _states.AsSpan())
        {
            source[..state.Size].CopyTo(new Span<T>(state.Initial, state.Size));
            source = source[state.Size..];
        }

        GC.KeepAlive(this);
    }

    /// <summary>
    /// Writes the state to a file, with a SHA-256 of itself and one of the parameters and the input scaler that it was
    /// computed with. It is written beside and then renamed, so that no crash loses the old one.
    /// </summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <exception cref="InvalidOperationException">The state holds NaN; nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is unchanged.</exception>
    public void SaveState(string path)
    {
        var state = new T[StateLength];
        SaveState(state);
        StreamStateFile.Write(path, _model, _inputScaler, state);
    }

    /// <summary>Continues, bit for bit, from a file that a stream of the same parameters wrote.</summary>
    /// <param name="path">What <see cref="SaveState(string)"/> wrote.</param>
    /// <exception cref="CheckpointException">
    /// The file is damaged or altered, or of another model, other parameters or another input scaler; the state is
    /// unchanged.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; the state is unchanged.</exception>
    public void RestoreState(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        RestoreState(StreamStateFile.Read(path, _model, _inputScaler));
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _disposed = true;
        _work.Dispose();
    }

    private ReadOnlySpan<T> Advance()
    {
        _slot.Refresh(_model.Parameters.Folded);
        if (_members > 1)
            WorkerPool.RunTogether(_stream, 1, Math.Min(_members, _model.MaxThreads), _patience);
        else
            _program.Step(in _slot.Slice);

        // Copied, so that the span stays safe when the stream is collected.
        Span<T> output = _output.Span(_outputs);
        new ReadOnlySpan<T>(_result, _outputs).CopyTo(output);
        _targetScaler?.InverseAll<T>(output, output);
        GC.KeepAlive(_model);
        GC.KeepAlive(this);
        return output;
    }

    /// <summary>
    /// Whether one is NaN, or their padding, which may be anything: by whole registers, because every step asks.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MayHaveNaN(T* padded, int count)
    {
        for (int i = 0; i < count; i += Vector<T>.Count)
        {
            Vector<T> some = *(Vector<T>*)(padded + i);
            if (!Vector.EqualsAll(some, some))
                return true;
        }

        return false;
    }

    private void ThrowFeatures(int actual)
    {
        if (_vocabulary > 0)
            throw new ArgumentException($"{_model.Info.Name} reads tokens, not features.", "x");
        throw new ArgumentException($"x has {actual} features; {_model.Info.Name} reads {_features}.", "x");
    }

    private void ThrowToken(int token)
    {
        if (_vocabulary == 0)
            throw new ArgumentException($"{_model.Info.Name} reads features, not tokens.", nameof(token));
        throw new ArgumentOutOfRangeException(
            nameof(token), token, $"The token is {token}; {_model.Info.Name} knows 0 to {_vocabulary - 1}.");
    }

    private struct StatePorts
    {
        public T* Initial;
        public int Size;
        public T Start;
    }
}
