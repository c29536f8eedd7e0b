using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// Gradients of the tables that tokens select rows of. The positions of each input are sorted by token once, so that
/// any thread writes any rows.
/// </summary>
internal sealed unsafe class TokenRows<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TokenIndex<T>?[] _inputs;
    private readonly TableGradient<T>[] _tables;
    private bool _adds;
    private bool _isAnywhere;

    public TokenRows(Workspace<T> work)
    {
        ModelInfo info = work.Info;
        _inputs = [.. info.Inputs.Select((_, input) =>
            info.TokenTables.Any(table => table.Input == input) ? new TokenIndex<T>(work, input) : null)];
        _tables = [.. ParameterParts.TablesOf(info).Select(table => new TableGradient<T>(work, table, _inputs))];
        Runs = new GradientRuns(_tables.Where(static table => !table.IsTied)
            .Select(static table => (table.Table, table.Touched)));
    }

    /// <summary>Where the flat gradient may differ from zero.</summary>
    public GradientRuns Runs { get; }

    /// <summary>
    /// Rows of a table of the tokens of all batches whose gradients were added since the gradients began at zero; null
    /// where a parameter has gradients of other rows.
    /// </summary>
    public RowSet? TouchedOf(int parameter)
    {
        foreach (TableGradient<T> table in _tables)
        {
            if (table.Parameter == parameter)
                return table.IsTied ? null : table.Touched;
        }

        return null;
    }

    /// <summary>Says that somebody may have written a gradient of any row, so that the next batch clears all.</summary>
    public void WriteAnywhere()
    {
        _isAnywhere = true;
        Runs.IsSparse = false;
    }

    /// <summary>Makes room for batches up to this size.</summary>
    public void Reserve(int rows, int steps)
    {
        foreach (TokenIndex<T>? input in _inputs)
            input?.Reserve(rows, steps);
    }

    /// <summary>Sorts the batch's positions by token.</summary>
    /// <param name="adds">Whether gradients are added to those of the batches before.</param>
    public void Start(bool adds)
    {
        if (_tables.Length == 0)
            return;
        _adds = adds;
        Runs.IsSparse = !(adds && _isAnywhere);
        foreach (TokenIndex<T>? input in _inputs)
            input?.Sort();
        foreach (TableGradient<T> table in _tables)
            table.Start(adds);
    }

    /// <summary>Ends what <see cref="Start"/> began, when all rows were written.</summary>
    public void Finish()
    {
        if (!_adds)
            _isAnywhere = false;
    }

    /// <summary>Writes the gradients of some rows of a table.</summary>
    /// <param name="rows">The rows, of a table of <see cref="ParameterParts.TablesOf"/>.</param>
    /// <param name="gradients">The flat gradients.</param>
    /// <param name="adds">Whether what the rows hold stays.</param>
    public void Write(BlockRange rows, T* gradients, bool adds)
    {
        TableGradient<T> table = _tables[rows.Block];
        if (!adds)
            table.Clear(rows, gradients, _isAnywhere);
        table.Add(rows, gradients);
    }

    public void Dispose()
    {
        foreach (TokenIndex<T>? input in _inputs)
            input?.Dispose();
    }
}
