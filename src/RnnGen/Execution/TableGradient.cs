using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// The gradient of a tensor that tokens select rows of: a row is the sum over the positions of its token, one input
/// after the other.
/// </summary>
internal sealed unsafe class TableGradient<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _work;
    private readonly Use[] _uses;
    private readonly RowSet _before;

    /// <param name="work">The batch.</param>
    /// <param name="parameter">Index of the tensor.</param>
    /// <param name="indexes">Positions of the tokens of each input.</param>
    public TableGradient(Workspace<T> work, int parameter, IReadOnlyList<TokenIndex<T>?> indexes)
    {
        _work = work;
        Parameter = parameter;
        Table = work.Info.Parameters[parameter];
        WeightLayout layout = work.Program.Layout;
        _uses = [.. work.Info.TokenTables.Select((table, number) => (table, number))
            .Where(use => use.table.Parameter == parameter)
            .Select(use => new Use(use.number, indexes[use.table.Input]!, layout.PaddingTokens[use.number]))];
        IsTied = layout.Gradients.Any(block => IsOwn(block.Weights))
            || layout.VectorGradients.Any(block => IsOwn(block.Weights));
        _before = new RowSet(Table.Rows);
        Touched = new RowSet(Table.Rows);
    }

    public int Parameter { get; }

    public ParameterInfo Table { get; }

    /// <summary>Whether something else has gradients of it, such as a read-out that shares it.</summary>
    public bool IsTied { get; }

    /// <summary>
    /// Rows of the tokens of all batches whose gradients were added since the gradients began at zero.
    /// </summary>
    public RowSet Touched { get; }

    /// <summary>Takes the tokens of a batch.</summary>
    /// <param name="adds">Whether gradients are added to those of the batches before.</param>
    public void Start(bool adds)
    {
        if (!adds)
        {
            _before.CopyFrom(Touched);
            Touched.Clear();
        }

        foreach (Use use in _uses)
            Touched.Add(use.Index.Tokens);
    }

    /// <summary>
    /// Makes rows zero where the last batch left others; the rows of this batch too: sums begin at zero.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="gradients">The flat gradients.</param>
    /// <param name="isAnywhere">Whether somebody may have written any row.</param>
    public void Clear(BlockRange rows, T* gradients, bool isAnywhere)
    {
        T* start = gradients + Table.Offset;
        int columns = Table.Columns;
        if (isAnywhere)
        {
            new Span<T>(start + ((long)rows.From * columns), (rows.To - rows.From) * columns).Clear();
            return;
        }

        for (int token = _before.Next(rows.From); token >= 0 && token < rows.To; token = _before.Next(token + 1))
            new Span<T>(start + ((long)token * columns), columns).Clear();
    }

    /// <summary>Adds the gradients of some rows.</summary>
    public void Add(BlockRange rows, T* gradients)
    {
        foreach (Use use in _uses)
            Add(use, rows, gradients + Table.Offset);
    }

    private bool IsOwn(long weights) => weights >= Table.Offset && weights < Table.Offset + Table.Length;

    private void Add(in Use use, BlockRange rows, T* start)
    {
        int columns = Table.Columns;
        int stride = Workspace<T>.Stride(columns);
        int port = Port.TokenGradient(_work.Info, use.Number);
        RowSet tokens = use.Index.Tokens;
        for (int token = tokens.Next(rows.From); token >= 0 && token < rows.To; token = tokens.Next(token + 1))
        {
            if (token == use.Padding)
                continue;
            T* row = start + ((long)token * columns);
            foreach (TokenPosition position in use.Index[token])
                Add(_work.At(_work.Slot(position.Slice), port) + (position.Index * (long)stride), row, columns);
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

    /// <summary>An input whose tokens select rows.</summary>
    private readonly record struct Use(int Number, TokenIndex<T> Index, int Padding);
}
