namespace RnnGen.Kernels.Tests;

/// <summary>Scores, widths and ragged rows of one test of attention.</summary>
/// <param name="IsAdditive">Additive scores, or scaled dot products.</param>
/// <param name="Size">Units of queries and keys.</param>
/// <param name="Width">Units of values.</param>
/// <param name="Lengths">Steps of the query rows, longest first.</param>
/// <param name="MemoryLengths">Steps of the memory rows, longest first.</param>
public sealed record AttentionShape(bool IsAdditive, int Size, int Width, int[] Lengths, int[] MemoryLengths)
{
    /// <summary>The memory row of each query row, or null for the same.</summary>
    public int[]? Base { get; init; }

    public double Scale { get; init; } = 1;

    /// <summary>Numbers of the first query and memory row: what the rows hold depends on theirs.</summary>
    public (int Row, int MemoryRow) First { get; init; }

    public int Rows => Lengths.Length;

    public int Steps => Lengths.Max();

    public int MemoryRows => MemoryLengths.Length;

    public int MemorySteps => MemoryLengths.Max();

    public int MemoryRow(int row) => Base?[row] ?? row;

    /// <summary>One query row with its memory row.</summary>
    public AttentionShape Alone(int row) => this with
    {
        Lengths = [Lengths[row]],
        MemoryLengths = [MemoryLengths[MemoryRow(row)]],
        Base = null,
        First = (row, MemoryRow(row)),
    };
}
