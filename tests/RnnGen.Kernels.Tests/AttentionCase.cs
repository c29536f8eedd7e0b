using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>
/// Operands of attention over ragged rows. There is NaN in every padding lane, at every step that a row does not have
/// and in everything that is overwritten.
/// </summary>
internal sealed unsafe class AttentionCase<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Memory<T> _memory;
    private readonly int* _active;
    private readonly int* _memoryLengths;
    private readonly int* _base;

    public AttentionCase(Memory<T> memory, AttentionShape shape)
    {
        (_memory, Shape) = (memory, shape);
        (QueryRow, ValueRow) = (Padded(shape.Size) + Block, Padded(shape.Width) + Block);
        WeightRow = Padded(shape.MemorySteps);
        _active = Integers([.. Enumerable.Range(0, shape.Steps).Select(t => shape.Lengths.Count(n => n > t))]);
        _memoryLengths = Integers(shape.MemoryLengths);
        _base = shape.Base is null ? null : Integers(shape.Base);
        Queries = Valid(1, shape.Lengths, shape.First.Row, shape.Size, QueryRow);
        Keys = Valid(2, shape.MemoryLengths, shape.First.MemoryRow, shape.Size, QueryRow);
        Values = Valid(3, shape.MemoryLengths, shape.First.MemoryRow, shape.Width, ValueRow);
        DContext = Valid(4, shape.Lengths, shape.First.Row, shape.Width, ValueRow);
        Vector = Valid(5, [1], 0, shape.Size, QueryRow);
        int cells = shape.Steps * shape.Rows, memoryCells = shape.MemorySteps * shape.MemoryRows;
        Weights = Unset(cells * WeightRow);
        Scores = Unset(cells * WeightRow);
        DScores = Unset(cells * WeightRow);
        Context = Unset(cells * ValueRow);
        DQueries = Unset(cells * QueryRow);
        DVector = Unset(cells * QueryRow);
        DKeys = memory.New(memoryCells * QueryRow);
        DValues = memory.New(memoryCells * ValueRow);
    }

    public static int Block => 64 / sizeof(T);

    public AttentionShape Shape { get; }

    public int QueryRow { get; }

    public int ValueRow { get; }

    public int WeightRow { get; }

    public T* Queries { get; }

    public T* Keys { get; }

    public T* Values { get; }

    public T* Vector { get; }

    public T* Weights { get; }

    public T* Scores { get; }

    public T* Context { get; }

    public T* DContext { get; }

    public T* DQueries { get; }

    public T* DKeys { get; }

    public T* DValues { get; }

    public T* DScores { get; }

    public T* DVector { get; }

    /// <summary>The forward pass over some steps.</summary>
    public void Forward(int first, int steps, bool keepsScores = false, Team team = default)
    {
        AttentionOperands<T> o = Operands(first, keepsScores);
        if (Shape.IsAdditive)
            Attention<V, T>.Additive(RowsFrom(first, steps), o, team);
        else
            Attention<V, T>.Dot(RowsFrom(first, steps), o, Shape.Scale, team);
    }

    /// <summary>The backward pass over some steps.</summary>
    public void Backward(int first, int steps, Team team = default)
    {
        int cell = first * Shape.Rows;
        AttentionGradients<T> d = new()
        {
            Context = DContext + (cell * ValueRow),
            ContextRow = ValueRow,
            Queries = DQueries + (cell * QueryRow),
            QueryRow = QueryRow,
            Keys = DKeys,
            KeyRow = QueryRow,
            Values = DValues,
            ValueRow = ValueRow,
            Scores = DScores + (cell * WeightRow),
            Vector = DVector + (cell * QueryRow),
            VectorRow = QueryRow,
        };
        if (Shape.IsAdditive)
            Attention<V, T>.AdditiveBackward(RowsFrom(first, steps), Operands(first, false), d, team);
        else
            Attention<V, T>.DotBackward(RowsFrom(first, steps), Operands(first, false), d, Shape.Scale, team);
    }

    /// <summary>Forward and backward over all steps.</summary>
    public void Run()
    {
        Forward(0, Shape.Steps);
        Backward(0, Shape.Steps);
    }

    /// <summary>The same in double for one query row and step.</summary>
    public AttentionReference Reference(int row, int step) => new()
    {
        Query = Row(Queries, QueryRow, Shape.Rows, row, step, Shape.Size),
        Keys = MemoryOf(Keys, QueryRow, row, Shape.Size),
        Values = MemoryOf(Values, ValueRow, row, Shape.Width),
        Vector = Shape.IsAdditive ? Row(Vector, 0, 1, 0, 0, Shape.Size) : null,
        Scale = Shape.Scale,
    };

    /// <summary>One row at one step of a buffer with so many rows.</summary>
    public static double[] Row(T* buffer, int stride, int rows, int row, int step, int count)
        => [.. Enumerable.Range((((step * rows) + row) * stride), count)
            .Select(at => double.CreateChecked(buffer[at]))];

    private double[][] MemoryOf(T* buffer, int stride, int row, int count)
        => [.. Enumerable.Range(0, Shape.MemoryLengths[Shape.MemoryRow(row)])
            .Select(s => Row(buffer, stride, Shape.MemoryRows, Shape.MemoryRow(row), s, count))];

    private AttentionRows RowsFrom(int first, int steps) => new()
    {
        Rows = Shape.Rows,
        Steps = steps,
        Active = _active + first,
        MemoryRows = Shape.MemoryRows,
        MemoryLengths = _memoryLengths,
        Base = _base,
    };

    private AttentionOperands<T> Operands(int first, bool keepsScores)
    {
        int cell = first * Shape.Rows;
        return new()
        {
            Size = Shape.Size,
            Width = Shape.Width,
            Queries = Queries + (cell * QueryRow),
            QueryRow = QueryRow,
            Keys = Keys,
            KeyRow = QueryRow,
            Values = Values,
            ValueRow = ValueRow,
            Vector = Vector,
            Weights = Weights + (cell * WeightRow),
            WeightRow = WeightRow,
            Scores = keepsScores ? Scores + (cell * WeightRow) : null,
            Context = Context + (cell * ValueRow),
            ContextRow = ValueRow,
        };
    }

    /// <summary>Numbers that depend on a row's own number, step and unit; NaN where there is none.</summary>
    private T* Valid(int seed, int[] lengths, int firstRow, int units, int stride)
    {
        T* p = Unset(lengths.Max() * lengths.Length * stride);
        for (int r = 0; r < lengths.Length; r++)
        {
            Random random = new((seed * 1000) + firstRow + r);
            for (int t = 0; t < lengths[r]; t++)
            {
                for (int j = 0; j < units; j++)
                    p[(((t * lengths.Length) + r) * stride) + j] = T.CreateTruncating((random.NextDouble() * 2) - 1);
            }
        }

        return p;
    }

    private T* Unset(int count)
    {
        T* p = _memory.New(count);
        new Span<T>(p, count).Fill(T.NaN);
        return p;
    }

    private int* Integers(int[] values)
    {
        var p = (int*)_memory.New(values.Length);
        values.CopyTo(new Span<int>(p, values.Length));
        return p;
    }

    private static int Padded(int units) => (units + Block - 1) / Block * Block;
}
