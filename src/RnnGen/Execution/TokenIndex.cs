using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// The positions of a batch at which an input has each token, sorted by token once: slice by slice, in the slices' own
/// order.
/// </summary>
internal sealed unsafe class TokenIndex<T>(Workspace<T> work, int input) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly InputInfo _info = work.Info.Inputs[input];
    private readonly NativeBuffer<TokenPosition> _positions = new();
    private readonly int[] _first = new int[work.Info.Inputs[input].Vocabulary];
    private readonly int[] _end = new int[work.Info.Inputs[input].Vocabulary];

    /// <summary>The tokens that the batch has.</summary>
    public RowSet Tokens { get; } = new(work.Info.Inputs[input].Vocabulary);

    /// <summary>Where a token is.</summary>
    public ReadOnlySpan<TokenPosition> this[int token] =>
        new(_positions.Pointer + _first[token], _end[token] - _first[token]);

    /// <summary>Makes room for batches up to this size.</summary>
    public void Reserve(int rows, int steps) => _positions.Reserve((long)rows * steps);

    /// <summary>Sorts the batch's positions.</summary>
    public void Sort()
    {
        Reserve(work.Rows, work.StepsOf(_info.Axis));
        for (int token = Tokens.Next(0); token >= 0; token = Tokens.Next(token + 1))
            _end[token] = 0;
        Tokens.Clear();
        for (int i = 0; i < work.SliceCount; i++)
            Count(work.Slot(i));
        int next = 0;
        for (int token = Tokens.Next(0); token >= 0; token = Tokens.Next(token + 1))
        {
            _first[token] = next;
            next += _end[token];
            _end[token] = _first[token];
        }

        for (int i = 0; i < work.SliceCount; i++)
            Place(i, work.Slot(i));
    }

    public void Dispose() => _positions.Dispose();

    private void Count(SliceSlot<T> slot)
    {
        SliceAxis axis = work.Axis(slot, _info.Axis);
        int* tokens = Workspace<T>.TokensOf(in slot.Slice, input);
        for (int t = 0; t < axis.Steps; t++, tokens += axis.Rows)
        {
            for (int row = 0; row < axis.Active[t]; row++)
            {
                _end[tokens[row]]++;
                Tokens.Add(tokens[row]);
            }
        }
    }

    private void Place(int number, SliceSlot<T> slot)
    {
        SliceAxis axis = work.Axis(slot, _info.Axis);
        int* tokens = Workspace<T>.TokensOf(in slot.Slice, input);
        for (int t = 0; t < axis.Steps; t++, tokens += axis.Rows)
        {
            for (int row = 0; row < axis.Active[t]; row++)
                _positions.Pointer[_end[tokens[row]]++] = new TokenPosition(number, (t * axis.Rows) + row);
        }
    }
}
