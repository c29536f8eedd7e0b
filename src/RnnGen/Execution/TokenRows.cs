using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// Gradients of the tables that tokens select rows of. The batch's positions are sorted by token once, so that any
/// thread writes any rows: a row is the sum over its positions, slice by slice, in the slices' own order.
/// </summary>
internal sealed unsafe class TokenRows<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _work;
    private readonly IReadOnlyList<int> _paddingTokens;
    private readonly NativeBuffer<Position> _positions = new();
    private readonly RowSet _now;
    private readonly RowSet _before;
    private readonly RowSet _touched;
    private readonly int[] _first;
    private readonly int[] _end;
    private bool _adds;
    private bool _isAnywhere;

    public TokenRows(Workspace<T> work)
    {
        _work = work;
        _paddingTokens = work.Program.Layout.PaddingTokens;
        int rows = work.Info.TokenTables.Count > 0 ? work.Info.Vocabulary : 0;
        _now = new RowSet(rows);
        _before = new RowSet(rows);
        _touched = new RowSet(rows);
        Runs = new GradientRuns(work.Info.TokenTables.Select(table => work.Info.Parameters[table]), _touched);
        _first = new int[rows];
        _end = new int[rows];
    }

    /// <summary>
    /// Rows of the tokens of all batches whose gradients were added since the gradients began at zero.
    /// </summary>
    public RowSet Touched => _touched;

    /// <summary>Where the flat gradient may differ from zero.</summary>
    public GradientRuns Runs { get; }

    /// <summary>Says that somebody may have written a gradient of any row, so that the next batch clears all.</summary>
    public void WriteAnywhere()
    {
        _isAnywhere = true;
        Runs.IsSparse = false;
    }

    /// <summary>Makes room for batches up to this size.</summary>
    public void Reserve(int rows, int steps)
    {
        if (_first.Length > 0)
            _positions.Reserve((long)rows * steps);
    }

    /// <summary>Sorts the batch's positions by token.</summary>
    /// <param name="adds">Whether gradients are added to those of the batches before.</param>
    public void Start(bool adds)
    {
        if (_first.Length == 0)
            return;
        Reserve(_work.Rows, _work.Steps);
        _adds = adds;
        Runs.IsSparse = !(adds && _isAnywhere);
        for (int token = _now.Next(0); token >= 0; token = _now.Next(token + 1))
            _end[token] = 0;
        _now.Clear();
        for (int i = 0; i < _work.SliceCount; i++)
            Count(_work.Slot(i).Slice);
        int next = 0;
        for (int token = _now.Next(0); token >= 0; token = _now.Next(token + 1))
        {
            _first[token] = next;
            next += _end[token];
            _end[token] = _first[token];
        }

        for (int i = 0; i < _work.SliceCount; i++)
            Place(i, _work.Slot(i).Slice);
        if (!adds)
        {
            _before.CopyFrom(_touched);
            _touched.Clear();
        }

        _touched.Add(_now);
    }

    /// <summary>Ends what <see cref="Start"/> began, when all rows were written.</summary>
    public void Finish()
    {
        if (!_adds)
            _isAnywhere = false;
    }

    /// <summary>Writes the gradients of some rows of a table, zeros where the last batch left others.</summary>
    public void Write(BlockRange rows, T* gradients)
    {
        ParameterInfo table = _work.Info.Parameters[_work.Info.TokenTables[rows.Block]];
        int columns = table.Columns;
        T* start = gradients + table.Offset;
        if (!_adds)
            Clear(rows, start, columns);
        int padding = _paddingTokens[rows.Block];
        int stride = Workspace<T>.Stride(columns);
        int port = Port.TokenGradient(_work.Info, rows.Block);
        for (int token = _now.Next(rows.From); token >= 0 && token < rows.To; token = _now.Next(token + 1))
        {
            T* row = start + ((long)token * columns);
            for (int i = _first[token]; i < _end[token] && token != padding; i++)
            {
                Position position = _positions.Pointer[i];
                Add(_work.At(_work.Slot(position.Slice), port) + (position.Index * (long)stride), row, columns);
            }
        }
    }

    public void Dispose() => _positions.Dispose();

    private void Clear(BlockRange rows, T* start, int columns)
    {
        if (_isAnywhere)
        {
            new Span<T>(start + ((long)rows.From * columns), (rows.To - rows.From) * columns).Clear();
            return;
        }

        // The rows of this batch too: sums begin at zero.
        for (int token = _before.Next(rows.From); token >= 0 && token < rows.To; token = _before.Next(token + 1))
            new Span<T>(start + ((long)token * columns), columns).Clear();
    }

    private void Count(in Slice<T> slice)
    {
        for (int t = 0; t < slice.Steps; t++)
        {
            int* tokens = slice.Tokens + ((long)t * slice.Rows);
            for (int row = 0; row < slice.Active[t]; row++)
            {
                _end[tokens[row]]++;
                _now.Add(tokens[row]);
            }
        }
    }

    private void Place(int number, in Slice<T> slice)
    {
        for (int t = 0; t < slice.Steps; t++)
        {
            int* tokens = slice.Tokens + ((long)t * slice.Rows);
            for (int row = 0; row < slice.Active[t]; row++)
                _positions.Pointer[_end[tokens[row]]++] = new Position(number, (t * slice.Rows) + row);
        }
    }

    private static void Add(T* source, T* target, int count)
    {
        int i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            *(Vector<T>*)(target + i) += *(Vector<T>*)(source + i);
        for (; i < count; i++)
            target[i] += source[i];
    }

    /// <summary>A token's place in a slice.</summary>
    private readonly record struct Position(int Slice, int Index);
}
