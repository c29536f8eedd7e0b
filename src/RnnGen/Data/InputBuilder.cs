using RnnGen.Program;

namespace RnnGen;

/// <summary>Writes what one input of a model reads of samples, batch after batch into the same memory.</summary>
internal sealed class InputBuilder<T>(Model<T> model, int number)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly InputInfo _info = model.Info.Inputs[number];
    private T[] _features = [];
    private int[] _tokens = [];

    /// <summary>The input's axis.</summary>
    public int Axis => _info.Axis;

    /// <summary>The tokens of the rows that were written, and more behind them.</summary>
    public Span<int> Tokens => _tokens;

    private bool HasTokens => _info.Vocabulary > 0;

    /// <summary>Makes room.</summary>
    /// <exception cref="ArgumentException">No array holds as much.</exception>
    public void Reserve(int rows, int steps)
    {
        if (HasTokens)
            ArrayRoom.Grow(ref _tokens, ArrayRoom.Size(rows, steps, 1));
        else
            ArrayRoom.Grow(ref _features, ArrayRoom.Size(rows, _info.PerStep ? steps : 1, _info.Features));
    }

    /// <summary>Writes a row.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="row">The row.</param>
    /// <param name="first">The sample's step that the row begins with.</param>
    /// <param name="steps">Steps of the row.</param>
    /// <param name="longest">Steps that each row has room for.</param>
    public void Write(Sample<T> sample, int row, int first, int steps, int longest)
    {
        SampleInput<T> input = sample.Input(model.Info, number);
        if (HasTokens)
        {
            input.Tokens.Span.Slice(first, steps).CopyTo(_tokens.AsSpan(row * longest));
            return;
        }

        (int from, int count, int each) = _info.PerStep ? (first, steps, longest) : (0, 1, 1);
        int length = count * _info.Features;
        Span<T> features = _features.AsSpan(row * each * _info.Features, length);
        input.Features.Span.Slice(from * _info.Features, length).CopyTo(features);
        if (number == 0)
            model.InputScaler?.TransformAll<T>(features, features);
    }

    /// <summary>The rows that were written.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="longest">Steps that each row has room for.</param>
    /// <param name="lengths">Steps of each row.</param>
    public BatchInput<T> Build(int rows, int longest, ReadOnlyMemory<int> lengths)
    {
        if (HasTokens)
            return BatchInput<T>.FromTokens(_tokens.AsMemory(0, rows * longest), longest, lengths);
        return _info.PerStep
            ? BatchInput<T>.FromFeatures(_features.AsMemory(0, rows * longest * _info.Features), longest, lengths)
            : BatchInput<T>.FromVectors(_features.AsMemory(0, rows * _info.Features));
    }
}
