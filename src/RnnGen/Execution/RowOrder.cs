namespace RnnGen.Execution;

/// <summary>Sorts rows by length and cuts them into slices.</summary>
internal static class RowOrder
{
    /// <summary>Slices of a batch, at most.</summary>
    public const int MaxSlices = 8;

    /// <summary>
    /// Number of slices. It depends on the batch and the model alone and never on the threads, since sums over rows are
    /// added slice by slice.
    /// </summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="loopBytes">Bytes of weights that a step of the model's heaviest loop reads.</param>
    public static int SliceCount(int rows, long loopBytes)
        => Math.Clamp(rows / LeastRows(loopBytes), 1, MaxSlices);

    /// <summary>
    /// Where a slice begins, and where the last one ends. Two slices differ by one row at most; a batch of one row more
    /// has one larger slice, or one slice more, so that it never needs less memory.
    /// </summary>
    public static int SliceStart(int slice, int slices, int rows) => (int)((long)rows * slice / slices);

    /// <summary>
    /// Rows that fill the kernels' tiles; more of them where the weights of a step come from a second cache, and more
    /// still from a third, for every slice reads them again.
    /// </summary>
    private static int LeastRows(long loopBytes) => loopBytes switch
    {
        < 256 * 1024 => 8,
        < 4 * 1024 * 1024 => 16,
        _ => 32,
    };

    /// <summary>
    /// Writes the rows longest first, rows of one length in their given order: a counting sort.
    /// </summary>
    /// <param name="lengths">Length of each row. [rows]</param>
    /// <param name="counts">Room for the counts. [steps + 2]</param>
    /// <param name="order">Receives the row at each position. [rows]</param>
    public static void Sort(ReadOnlySpan<int> lengths, Span<int> counts, Span<int> order)
    {
        counts.Clear();
        foreach (int length in lengths)
            counts[length]++;

        // counts[n] becomes the position of the next row of length n.
        int position = 0;
        for (int length = counts.Length - 1; length >= 0; length--)
        {
            int count = counts[length];
            counts[length] = position;
            position += count;
        }

        for (int row = 0; row < lengths.Length; row++)
            order[counts[lengths[row]]++] = row;
    }

    /// <summary>Counts, for each step, the rows that are longer.</summary>
    /// <param name="lengths">Lengths, not increasing. [rows]</param>
    /// <param name="active">Receives the counts. [steps]</param>
    public static void CountActive(ReadOnlySpan<int> lengths, Span<int> active)
    {
        int rows = lengths.Length;
        for (int t = 0; t < active.Length; t++)
        {
            while (rows > 0 && lengths[rows - 1] <= t)
                rows--;
            active[t] = rows;
        }
    }
}
