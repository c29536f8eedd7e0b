using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// What the kernels of attention are given. Each names what it takes as rows, memory and result; offsets are floats of
/// the arena.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal struct AttentionArguments<T>
    where T : unmanaged
{
    /// <summary>Where everything is but the vector.</summary>
    public ArrayView<T> Arena;

    /// <summary>The packed weights, where the vector of additive scores is.</summary>
    public ArrayView<T> Packed;

    /// <summary>Which rows read which memory.</summary>
    public ReadingRows Reading;

    /// <summary>What dot products are multiplied by.</summary>
    public T Scale;

    /// <summary>Units that are summed over or that there is a result of.</summary>
    public int Units;

    /// <summary>One row for each query row and step: queries, or the context's gradient. [Steps, Rows, ARow]</summary>
    public int A;

    /// <summary>Floats between its rows.</summary>
    public int ARow;

    /// <summary>Keys or values. [MemorySteps, Rows, MemoryRow]</summary>
    public int Memory;

    /// <summary>Floats between its rows.</summary>
    public int MemoryRow;

    /// <summary>The vector in the packed weights.</summary>
    public int Vector;

    /// <summary>Scores, or their gradient. [Steps, Rows, WeightRow]</summary>
    public int Scores;

    /// <summary>Weights. [Steps, Rows, WeightRow]</summary>
    public int Weights;

    /// <summary>Floats between rows of scores and weights.</summary>
    public int WeightRow;

    /// <summary>What is written or added to, a row of a query or of the memory.</summary>
    public int Result;

    /// <summary>Floats between its rows.</summary>
    public int ResultRow;

    /// <summary>The shares of the vector's gradient. [Steps, Rows, SharesRow]</summary>
    public int Shares;

    /// <summary>Floats between its rows.</summary>
    public int SharesRow;

    /// <summary>1 of additive scores, 0 of dot products: of the kernels that compute either.</summary>
    public int IsAdditive;

    /// <summary>Query rows at all covered steps.</summary>
    public readonly int Rows => Reading.Steps * Reading.Rows;

    /// <summary>Rows of the memory at all its steps.</summary>
    public readonly int Cells => Reading.MemorySteps * Reading.Rows;

    /// <summary>The memory row of the i-th row of all steps.</summary>
    public readonly int MemoryRowOf(int i) => Reading.MemoryRow(i - (Threads.Row(i, Reading.Rows) * Reading.Rows));

    /// <summary>Steps of the memory that it reads: none where it has ended.</summary>
    public readonly int LengthOf(int i)
    {
        int t = Threads.Row(i, Reading.Rows);
        int r = i - (t * Reading.Rows);
        return t < Reading.StepsOf(r) ? Reading.MemoryLengths[Reading.MemoryRow(r)] : 0;
    }

    /// <summary>Where a row of the memory is at a step.</summary>
    public readonly int MemoryAt(int memoryRow, int s) => Memory + (((s * Reading.Rows) + memoryRow) * MemoryRow);
}
