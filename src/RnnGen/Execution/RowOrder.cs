namespace RnnGen.Execution;

/// <summary>Sorts rows by length and cuts them into slices.</summary>
internal static class RowOrder
{
    /// <summary>
    /// Slices of a batch, at most: their number depends on the batch alone and never on the threads, since sums over
    /// rows
    /// are added slice by slice.
    /// </summary>
    public const int MaxSlices = 8;

    /// <summary>Rows of a slice, at least, so that the kernels' tiles are full.</summary>
    public const int SmallestSlice = 8;

    /// <summary>Batches of fewer rows are one slice.</summary>
    public const int SmallestSplitBatch = 16;

    /// <summary>Rows of each slice but the last.</summary>
    public static int RowsPerSlice(int rows) =>
        rows < SmallestSplitBatch ? rows : Math.Max(SmallestSlice, (rows + MaxSlices - 1) / MaxSlices);

    /// <summary>Number of slices.</summary>
    public static int SliceCount(int rows)
    {
        int each = RowsPerSlice(rows);
        return (rows + each - 1) / each;
    }

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
}
