using System.ComponentModel;

namespace RnnGen.Kernels;

/// <summary>
/// Which query rows read which memory rows. Both are sorted by length, each by its own: at every step the rows that
/// have not ended come first.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct AttentionRows
{
    /// <summary>Query rows of one step.</summary>
    public required long Rows { get; init; }

    /// <summary>Query steps that are covered: all of a sequence, or 1 inside a time loop.</summary>
    public required long Steps { get; init; }

    /// <summary>Query rows that have not ended, for each covered step. [Steps]</summary>
    public required int* Active { get; init; }

    /// <summary>Memory rows of one step.</summary>
    public required long MemoryRows { get; init; }

    /// <summary>Valid steps of each memory row, 0 or more. [MemoryRows]</summary>
    public required int* MemoryLengths { get; init; }

    /// <summary>
    /// The row of the first axis that each query row is, or null where that is row r itself. Backward, no two query
    /// rows may be one: they would add to the gradient of its memory at the same time. [Rows]
    /// </summary>
    public int* Base { get; init; }

    /// <summary>
    /// The memory row that each row of the first axis is, or null where that is row r itself. [MemoryRows]
    /// </summary>
    public int* Places { get; init; }

    /// <summary>The memory row that a query row reads.</summary>
    internal long MemoryRow(long row)
    {
        long first = Base == null ? row : Base[row];
        return Places == null ? first : Places[first];
    }

    /// <summary>Valid steps of the memory that a query row reads.</summary>
    internal int Length(long row) => MemoryLengths[MemoryRow(row)];

    /// <summary>Covered steps at which a query row has something to read: none where its memory is empty.</summary>
    internal int ReadingSteps(long row)
    {
        int steps = 0;
        while (Length(row) > 0 && steps < Steps && row < Active[steps])
            steps++;
        return steps;
    }
}
