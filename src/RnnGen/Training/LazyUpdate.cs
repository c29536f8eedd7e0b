using RnnGen.Program;

namespace RnnGen;

/// <summary>A step of <see cref="LazyAdam"/>: the tables move in the rows of the batch's tokens only.</summary>
internal sealed class LazyUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelInfo _info;
    private readonly LazyAdam _optimizer;
    private readonly OptimizerState<T> _state;
    private readonly ParameterRules _rules;
    private readonly bool[] _isTouched;
    private readonly int[] _rows;

    public LazyUpdate(ModelInfo info, LazyAdam optimizer, OptimizerState<T> state, ParameterRules rules)
    {
        _info = info;
        _optimizer = optimizer;
        _state = state;
        _rules = rules;
        _isTouched = new bool[info.Vocabulary];
        _rows = new int[info.Vocabulary];
    }

    /// <summary>Forgets which rows were touched.</summary>
    public void Start() => Array.Clear(_isTouched);

    /// <summary>Notes the rows that a batch touches.</summary>
    public void Touch(Batch<T> batch)
    {
        for (int row = 0; row < batch.Rows; row++)
        {
            foreach (int token in batch.Tokens.Span.Slice(row * batch.Steps, batch.LengthOf(row)))
                _isTouched[token] = true;
        }
    }

    public void Run(Span<T> parameters, ReadOnlySpan<T> gradients, double gradientScale)
    {
        ReadOnlySpan<int> rows = FindRows();
        _optimizer.BeginStep(_state);
        int table = 0;
        for (int i = 0; i < _info.Parameters.Count; i++)
        {
            ParameterInfo parameter = _info.Parameters[i];
            bool isTable = table < _info.TokenTables.Count && _info.TokenTables[table] == i;
            table += isTable ? 1 : 0;
            if (_rules.IsFrozen(i))
                continue;
            int start = (int)parameter.Offset;
            var matrix = new RowRange(start, parameter.Rows, parameter.Columns);
            if (isTable)
                _optimizer.UpdateRows(parameters, gradients, _state, matrix, rows, gradientScale);
            else
                _optimizer.UpdateRange(parameters, gradients, _state, start, (int)parameter.Length, gradientScale);
        }
    }

    // Ascending and each once.
    private ReadOnlySpan<int> FindRows()
    {
        int count = 0;
        for (int token = 0; token < _isTouched.Length; token++)
        {
            if (_isTouched[token])
                _rows[count++] = token;
        }

        return _rows.AsSpan(0, count);
    }
}
