using System.ComponentModel;

namespace RnnGen.Kernels;

/// <summary>The gradients that attention's backward pass reads and writes; laid out as the operands.</summary>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct AttentionGradients<T>
    where T : unmanaged
{
    /// <summary>The context's gradient, which is read. [Steps, Rows, ContextRow]</summary>
    public required T* Context { get; init; }

    /// <summary>Floats between its rows.</summary>
    public required long ContextRow { get; init; }

    /// <summary>The queries' gradient, which is overwritten. [Steps, Rows, QueryRow]</summary>
    public required T* Queries { get; init; }

    /// <summary>Floats between its rows.</summary>
    public required long QueryRow { get; init; }

    /// <summary>The keys' gradient, which is added to. [memory steps, MemoryRows, KeyRow]</summary>
    public required T* Keys { get; init; }

    /// <summary>Floats between its rows.</summary>
    public required long KeyRow { get; init; }

    /// <summary>
    /// The values' gradient, which is added to; may be the keys'. [memory steps, MemoryRows, ValueRow]
    /// </summary>
    public required T* Values { get; init; }

    /// <summary>Floats between its rows.</summary>
    public required long ValueRow { get; init; }

    /// <summary>Room for the scores' gradient. [Steps, Rows, WeightRow]</summary>
    public required T* Scores { get; init; }

    /// <summary>
    /// Additive scores only: each query row's share of the vector's gradient, which is overwritten. Their sum over rows
    /// and steps is the gradient. [Steps, Rows, VectorRow]
    /// </summary>
    public T* Vector { get; init; }

    /// <summary>Floats between its rows.</summary>
    public long VectorRow { get; init; }

    /// <summary>The gradients of one query row: floats between rows become floats between steps.</summary>
    internal AttentionGradients<T> OfRow(in AttentionRows rows, long row, long weightRow)
    {
        long memory = rows.MemoryRow(row);
        return this with
        {
            Context = Context + (row * ContextRow),
            ContextRow = rows.Rows * ContextRow,
            Queries = Queries + (row * QueryRow),
            QueryRow = rows.Rows * QueryRow,
            Keys = Keys + (memory * KeyRow),
            KeyRow = rows.MemoryRows * KeyRow,
            Values = Values + (memory * ValueRow),
            ValueRow = rows.MemoryRows * ValueRow,
            Scores = Scores + (row * weightRow),
            Vector = Vector == null ? null : Vector + (row * VectorRow),
            VectorRow = rows.Rows * VectorRow,
        };
    }
}
