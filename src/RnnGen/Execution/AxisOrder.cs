using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// An axis beside the first: the rows of each slice, which the first axis has chosen, sorted by their lengths on this
/// one.
/// </summary>
internal sealed unsafe class AxisOrder : IDisposable
{
    private readonly NativeBuffer<int> _integers = new();

    /// <summary>Steps of the batch as given.</summary>
    public int Steps { get; private set; }

    /// <summary>Makes room for full batches of this size.</summary>
    public void Reserve(int rows, int steps)
        => _integers.Reserve((4L * rows) + steps + 2 + ((long)RowOrder.MaxSlices * steps));

    /// <summary>Takes a batch: the sort of <see cref="Sort"/> follows for each slice.</summary>
    public void Start(int rows, int steps)
    {
        Steps = steps;
        Reserve(rows, steps);
    }

    /// <summary>Sorts the rows of one slice.</summary>
    /// <param name="lengths">Length of each row of the batch, or empty where all are full. [B]</param>
    /// <param name="order">Rows of the batch in the order of the first axis. [B]</param>
    /// <param name="slice">Number of the slice.</param>
    /// <param name="first">Position of its first row in that order.</param>
    /// <param name="rows">Its rows.</param>
    public SliceAxis Sort(ReadOnlySpan<int> lengths, ReadOnlySpan<int> order, int slice, int first, int rows)
    {
        // Rows of the first axis, lengths as they stand there and sorted, places of the first axis's rows [B], the
        // sort's counts [steps + 2] and active rows of each slice [slices, steps].
        int* bases = _integers.Pointer + first;
        int* given = _integers.Pointer + order.Length + first;
        int* sorted = _integers.Pointer + (2L * order.Length) + first;
        int* places = _integers.Pointer + (3L * order.Length) + first;
        int* counts = _integers.Pointer + (4L * order.Length);
        for (int r = 0; r < rows; r++)
            given[r] = lengths.IsEmpty ? Steps : lengths[order[first + r]];
        RowOrder.Sort(
            new ReadOnlySpan<int>(given, rows), new Span<int>(counts, Steps + 2), new Span<int>(bases, rows));
        for (int r = 0; r < rows; r++)
        {
            sorted[r] = given[bases[r]];
            places[bases[r]] = r;
        }

        int* active = counts + Steps + 2 + ((long)slice * Steps);
        RowOrder.CountActive(new ReadOnlySpan<int>(sorted, rows), new Span<int>(active, sorted[0]));
        return new SliceAxis
        {
            Rows = rows,
            Steps = sorted[0],
            Lengths = sorted,
            Active = active,
            Base = bases,
            Places = places,
        };
    }

    public void Dispose() => _integers.Dispose();
}
