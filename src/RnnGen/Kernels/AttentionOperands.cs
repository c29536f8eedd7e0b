using System.ComponentModel;

namespace RnnGen.Kernels;

/// <summary>
/// What attention reads and writes. Strides are multiples of the block, and padding may hold anything.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct AttentionOperands<T>
    where T : unmanaged
{
    /// <summary>Units of a query and of a key.</summary>
    public required int Size { get; init; }

    /// <summary>Units of a value and of the context.</summary>
    public required int Width { get; init; }

    /// <summary>The queries. [Steps, Rows, QueryRow]</summary>
    public required T* Queries { get; init; }

    /// <summary>Floats between query rows.</summary>
    public required long QueryRow { get; init; }

    /// <summary>The keys. [memory steps, MemoryRows, KeyRow]</summary>
    public required T* Keys { get; init; }

    /// <summary>Floats between rows of keys.</summary>
    public required long KeyRow { get; init; }

    /// <summary>The values; may be the keys. [memory steps, MemoryRows, ValueRow]</summary>
    public required T* Values { get; init; }

    /// <summary>Floats between rows of values.</summary>
    public required long ValueRow { get; init; }

    /// <summary>Additive scores only: the vector that weighs the units, its padding readable. [Size]</summary>
    public T* Vector { get; init; }

    /// <summary>
    /// How much of each memory step a query row takes; 0 beyond the memory's length. [Steps, Rows, WeightRow]
    /// </summary>
    public required T* Weights { get; init; }

    /// <summary>Floats in a row of weights: the memory's steps or more.</summary>
    public required long WeightRow { get; init; }

    /// <summary>The scores, where somebody wants them, laid out as the weights; else null.</summary>
    public T* Scores { get; init; }

    /// <summary>The sums of the values by weight; not read backward. [Steps, Rows, ContextRow]</summary>
    public T* Context { get; init; }

    /// <summary>Floats between rows of the context.</summary>
    public long ContextRow { get; init; }

    /// <summary>Where scores are written before they become weights.</summary>
    internal T* ScoresOrWeights => Scores == null ? Weights : Scores;

    /// <summary>The operands of one query row: floats between rows become floats between steps.</summary>
    internal AttentionOperands<T> OfRow(in AttentionRows rows, long row)
    {
        long memory = rows.MemoryRow(row);
        return this with
        {
            Queries = Queries + (row * QueryRow),
            QueryRow = rows.Rows * QueryRow,
            Keys = Keys + (memory * KeyRow),
            KeyRow = rows.MemoryRows * KeyRow,
            Values = Values + (memory * ValueRow),
            ValueRow = rows.MemoryRows * ValueRow,
            Weights = Weights + (row * WeightRow),
            Scores = Scores == null ? null : Scores + (row * WeightRow),
            Context = Context + (row * ContextRow),
            ContextRow = rows.Rows * ContextRow,
        };
    }
}
