using System.ComponentModel;

namespace RnnGen.Program;

/// <summary>
/// One axis of a slice: its rows, sorted by their length on it, longest first. A sequence of the axis is time-major in
/// this order; a value of which each row has one is in the order of one axis or another.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct SliceAxis
{
    /// <summary>Rows: those of the slice.</summary>
    public required int Rows { get; init; }

    /// <summary>Steps of the longest row.</summary>
    public required int Steps { get; init; }

    /// <summary>Length of each row, not increasing. [Rows]</summary>
    public required int* Lengths { get; init; }

    /// <summary>Number of rows longer than t, for each step t. [Steps]</summary>
    public required int* Active { get; init; }

    /// <summary>The row of the first axis that each row is. [Rows]</summary>
    public required int* Base { get; init; }

    /// <summary>
    /// The row of this axis that each row of the first axis is: the inverse of <see cref="Base"/>. [Rows]
    /// </summary>
    public required int* Places { get; init; }
}
