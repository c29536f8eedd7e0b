using System.ComponentModel;

namespace RnnGen.Ilgpu.Program;

/// <summary>The gradients that attention's backward pass reads and writes; laid out as the operands.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DeviceAttentionGradients
{
    /// <summary>For the fields that are absent by default.</summary>
    public DeviceAttentionGradients()
    {
    }

    /// <summary>What the forward pass read, and the weights that it wrote.</summary>
    public required DeviceAttention Operands { get; init; }

    /// <summary>The context's gradient, which is read. [Steps, rows, ContextRow]</summary>
    public required int Context { get; init; }

    /// <summary>Floats between its rows.</summary>
    public required int ContextRow { get; init; }

    /// <summary>The queries' gradient, which is overwritten. [Steps, rows, QueryRow]</summary>
    public required int Queries { get; init; }

    /// <summary>Floats between its rows.</summary>
    public required int QueryRow { get; init; }

    /// <summary>The keys' gradient, which is added to. [memory steps, rows, KeyRow]</summary>
    public required int Keys { get; init; }

    /// <summary>Floats between its rows.</summary>
    public required int KeyRow { get; init; }

    /// <summary>The values' gradient, which is added to; may be the keys'. [memory steps, rows, ValueRow]</summary>
    public required int Values { get; init; }

    /// <summary>Floats between its rows.</summary>
    public required int ValueRow { get; init; }

    /// <summary>Room for the scores' gradient. [Steps, rows, WeightRow]</summary>
    public required int Scores { get; init; }

    /// <summary>
    /// Additive scores only: each query row's share of the vector's gradient, which is overwritten. Their sum over rows
    /// and steps is the gradient. [Steps, rows, VectorRow]
    /// </summary>
    public int Vector { get; init; } = -1;

    /// <summary>Floats between its rows.</summary>
    public int VectorRow { get; init; }
}
