using RnnGen.Program;

namespace RnnGen;

/// <summary>The states that lanes carry from one piece of time to the next.</summary>
internal sealed class LaneStates<T>(ModelInfo info)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _values = []; // [lanes, Width]
    private T[] _marked = [];
    private T[] _batch = [];

    /// <summary>Floats of a lane: all states, one after the other.</summary>
    public int Width { get; } = info.States.Sum(static state => state.Size);

    /// <summary>What the lanes carry. [lanes, Width]</summary>
    public ReadOnlySpan<T> Values => _values;

    /// <summary>
    /// The states that a batch starts with, one state after the other: carried ones, or a state's own start where a
    /// sample begins. They live until the next call.
    /// </summary>
    /// <param name="pieces">The piece of each row.</param>
    /// <param name="lanes">The lane of each row.</param>
    public ReadOnlyMemory<T> Gather(ReadOnlySpan<NumberedSample<T>> pieces, ReadOnlySpan<int> lanes)
    {
        int rows = pieces.Length;
        Reserve(rows == 0 ? 0 : lanes[^1] + 1);
        if (_batch.Length < rows * Width)
            _batch = new T[rows * Width];
        int column = 0;
        for (int s = 0; s < info.States.Count; s++)
        {
            StateInfo state = info.States[s];
            for (int row = 0; row < rows; row++)
            {
                Span<T> target = _batch.AsSpan((rows * column) + (row * state.Size), state.Size);
                if (pieces[row].First == 0)
                    target.Fill(FloatCast<T>.FromDouble(state.Initial));
                else
                    _values.AsSpan((lanes[row] * Width) + column, state.Size).CopyTo(target);
            }

            column += state.Size;
        }

        return _batch.AsMemory(0, rows * Width);
    }

    /// <summary>Takes the states that a batch ended with, one state after the other.</summary>
    /// <param name="finals">All states of all rows.</param>
    /// <param name="lanes">The lane of each row.</param>
    public void Keep(ReadOnlySpan<T> finals, ReadOnlySpan<int> lanes)
    {
        int column = 0;
        for (int s = 0; s < info.States.Count; s++)
        {
            int size = info.States[s].Size;
            for (int row = 0; row < lanes.Length; row++)
            {
                finals.Slice((lanes.Length * column) + (row * size), size)
                    .CopyTo(_values.AsSpan((lanes[row] * Width) + column));
            }

            column += size;
        }
    }

    /// <summary>Remembers what the lanes carry now.</summary>
    public void Mark()
    {
        if (_marked.Length != _values.Length)
            _marked = new T[_values.Length];
        _values.CopyTo(_marked, 0);
    }

    /// <summary>Goes back to what <see cref="Mark"/> remembered.</summary>
    public void Return() => _marked.CopyTo(_values, 0);

    /// <summary>Goes on with what <see cref="Values"/> were.</summary>
    public void Restore(T[] values) => _values = values;

    // Growing keeps what is there.
    private void Reserve(int lanes)
    {
        if (_values.Length < lanes * Width)
            Array.Resize(ref _values, lanes * Width);
    }
}
