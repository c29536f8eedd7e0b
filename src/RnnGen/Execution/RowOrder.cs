namespace RnnGen.Execution;

/// <summary>Sorts rows by length and cuts them into slices.</summary>
internal static class RowOrder
{
    /// <summary>Slices of a batch, at most.</summary>
    public const int MaxSlices = 8;

    /// <summary>
    /// Rows of each slice but the last. They depend on the batch and the model alone and never on the threads, since
    /// sums over rows are added slice by slice.
    /// </summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="loopBytes">Bytes of weights that a step of the model's heaviest loop reads.</param>
    public static int RowsPerSlice(int rows, long loopBytes)
    {
        int slices = Math.Clamp(rows / LeastRows(loopBytes), 1, MaxSlices);
        return (rows + slices - 1) / slices;
    }

    /// <summary>Number of slices.</summary>
    public static int SliceCount(int rows, long loopBytes)
    {
        int each = Math.Max(1, RowsPerSlice(rows, loopBytes));
        return (rows + each - 1) / each;
    }

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
}
