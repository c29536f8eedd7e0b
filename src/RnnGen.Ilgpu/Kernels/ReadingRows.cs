using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Which rows read which memory rows, each by way of the first axis. There are as many of the one as of the other, and
/// each memory row is read by one row.
/// </summary>
internal struct ReadingRows
{
    /// <summary>Valid steps of each row that reads. [Rows]</summary>
    public ArrayView<int> Lengths;

    /// <summary>The row of the first axis that each of them is. [Rows]</summary>
    public ArrayView<int> Base;

    /// <summary>The inverse of <see cref="Base"/>. [Rows]</summary>
    public ArrayView<int> Places;

    /// <summary>Valid steps of each memory row, 0 or more. [Rows]</summary>
    public ArrayView<int> MemoryLengths;

    /// <summary>The row of the first axis that each memory row is. [Rows]</summary>
    public ArrayView<int> MemoryBase;

    /// <summary>The inverse of <see cref="MemoryBase"/>. [Rows]</summary>
    public ArrayView<int> MemoryPlaces;

    /// <summary>Rows of a step, on either axis.</summary>
    public int Rows;

    /// <summary>The first step that is covered.</summary>
    public int First;

    /// <summary>How many steps are covered.</summary>
    public int Steps;

    /// <summary>Steps of the longest memory row.</summary>
    public int MemorySteps;

    /// <summary>The memory row that a row reads.</summary>
    public readonly int MemoryRow(int row) => MemoryPlaces[Base[row]];

    /// <summary>The row that reads a memory row.</summary>
    public readonly int Reader(int memoryRow) => Places[MemoryBase[memoryRow]];

    /// <summary>Covered steps that a row has; 0 or less where it ends before them.</summary>
    public readonly int StepsOf(int row)
    {
        int left = Lengths[row] - First;
        return left < Steps ? left : Steps;
    }
}
