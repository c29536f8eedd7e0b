using System.ComponentModel;

namespace RnnGen.Ilgpu.Program;

/// <summary>
/// What attention reads and writes, at offsets of the arena: the rows of one axis, at some of its steps, score the
/// valid steps of their rows of a memory, which is another axis or the same. Padding may hold anything.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DeviceAttention
{
    /// <summary>For the fields that are absent by default.</summary>
    public DeviceAttention()
    {
    }

    /// <summary>The axis of the queries.</summary>
    public required int Axis { get; init; }

    /// <summary>The axis of the memory.</summary>
    public required int MemoryAxis { get; init; }

    /// <summary>The first step that is covered; offsets of what has queries' steps are those of this step.</summary>
    public required int First { get; init; }

    /// <summary>Steps that are covered: all of the axis, or 1 inside a time loop.</summary>
    public required int Steps { get; init; }

    /// <summary>Units of a query and of a key.</summary>
    public required int Size { get; init; }

    /// <summary>Units of a value and of the context.</summary>
    public required int Width { get; init; }

    /// <summary>What dot products are multiplied by.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The queries. [Steps, rows, QueryRow]</summary>
    public required int Queries { get; init; }

    /// <summary>Floats between query rows.</summary>
    public required int QueryRow { get; init; }

    /// <summary>The keys. [memory steps, rows, KeyRow]</summary>
    public required int Keys { get; init; }

    /// <summary>Floats between rows of keys.</summary>
    public required int KeyRow { get; init; }

    /// <summary>The values; may be the keys. [memory steps, rows, ValueRow]</summary>
    public required int Values { get; init; }

    /// <summary>Floats between rows of values.</summary>
    public required int ValueRow { get; init; }

    /// <summary>
    /// Additive scores: where in the packed weights the vector is that weighs the units. Negative: dot products.
    /// </summary>
    public int Vector { get; init; } = -1;

    /// <summary>
    /// How much of each memory step a query row takes; 0 beyond the memory's length. [Steps, rows, WeightRow]
    /// </summary>
    public required int Weights { get; init; }

    /// <summary>Floats in a row of weights: the memory's steps or more.</summary>
    public required int WeightRow { get; init; }

    /// <summary>The scores, where somebody wants them, laid out as the weights; else negative.</summary>
    public int Scores { get; init; } = -1;

    /// <summary>The sums of the values by weight; not read backward. [Steps, rows, ContextRow]</summary>
    public int Context { get; init; } = -1;

    /// <summary>Floats between rows of the context.</summary>
    public int ContextRow { get; init; }

    internal bool IsAdditive => Vector >= 0;
}
