using RnnGen.Program;

namespace RnnGen;

/// <summary>A step of <see cref="LazyAdam"/>: the tables move in the rows of the batch's tokens only.</summary>
internal sealed class LazyUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelInfo _info;
    private readonly LazyAdam _optimizer;
    private readonly OptimizerState<T> _state;
    private readonly bool[] _isTouched;
    private readonly int[] _rows;

    public LazyUpdate(ModelInfo info, LazyAdam optimizer, OptimizerState<T> state)
    {
        _info = info;
        _optimizer = optimizer;
        _state = state;
        _isTouched = new bool[info.Vocabulary];
        _rows = new int[info.Vocabulary];
    }

    public void Run(Batch<T> batch, Span<T> parameters, ReadOnlySpan<T> gradients, double gradientScale)
    {
        ReadOnlySpan<int> rows = FindRows(batch);
        _optimizer.BeginStep(_state);
        int done = 0;
        for (int i = 0; i < _info.TokenTables.Count; i++)
        {
            ParameterInfo table = _info.Parameters[_info.TokenTables[i]];
            int start = (int)table.Offset;
            _optimizer.UpdateRange(parameters, gradients, _state, done, start - done, gradientScale);
            var matrix = new RowRange(start, table.Rows, table.Columns);
            _optimizer.UpdateRows(parameters, gradients, _state, matrix, rows, gradientScale);
            done = start + (int)table.Length;
        }

        _optimizer.UpdateRange(parameters, gradients, _state, done, parameters.Length - done, gradientScale);
    }

    // Ascending and each once.
    private ReadOnlySpan<int> FindRows(Batch<T> batch)
    {
        Array.Clear(_isTouched);
        for (int row = 0; row < batch.Rows; row++)
        {
            foreach (int token in batch.Tokens.Span.Slice(row * batch.Steps, batch.LengthOf(row)))
                _isTouched[token] = true;
        }

        int count = 0;
        for (int token = 0; token < _isTouched.Length; token++)
        {
            if (_isTouched[token])
                _rows[count++] = token;
        }

        return _rows.AsSpan(0, count);
    }
}
