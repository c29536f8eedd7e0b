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
}
