namespace RnnGen.Plots;

/// <summary>A model's way through a sequence, a step at a time.</summary>
internal sealed class StreamedSequence<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelStream<T> _stream;
    private readonly Sample<T> _sequence;
    private readonly T[] _states;
    private readonly int _features;
    private int _step;

    public StreamedSequence(Model<T> model, Sample<T> sequence)
    {
        if (sequence.Steps == 0)
            throw new ArgumentException("The sequence has no steps.", nameof(sequence));
        if (sequence.HasTokens != (model.Info.Vocabulary > 0))
        {
            throw new ArgumentException(
                $"The sequence has {(sequence.HasTokens ? "tokens" : "features")}; {model.Info.Name} reads "
                    + $"{(sequence.HasTokens ? "features" : "tokens")}.",
                nameof(sequence));
        }

        _sequence = sequence;
        _features = sequence.HasTokens ? 0 : sequence.Features.Length / sequence.Steps;
        _stream = model.CreateStream();
        _states = new T[_stream.StateLength];
        Output = new T[model.Info.Outputs];
    }

    public int Steps => _sequence.Steps;

    /// <summary>The states after the last step, one after the other.</summary>
    public ReadOnlySpan<T> States => _states;

    /// <summary>The output of the last step, in the user's units.</summary>
    public T[] Output { get; }

    /// <summary>Takes a step; false behind the last one.</summary>
    public bool MoveNext()
    {
        if (_step == Steps)
            return false;
        ReadOnlySpan<T> output = _sequence.HasTokens
            ? _stream.Step(_sequence.Tokens.Span[_step])
            : _stream.Step(_sequence.Features.Span.Slice(_step * _features, _features));
        output.CopyTo(Output);
        _stream.SaveState(_states);
        _step++;
        return true;
    }

    public void Dispose() => _stream.Dispose();
}
