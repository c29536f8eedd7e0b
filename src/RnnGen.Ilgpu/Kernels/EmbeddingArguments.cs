using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Rows of a table by token.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal struct EmbeddingArguments<T>
    where T : unmanaged
{
    /// <summary>Where the target is.</summary>
    public ArrayView<T> Arena;

    /// <summary>The table, rows of <see cref="Width"/>.</summary>
    public ArrayView<T> Table;

    /// <summary>The tokens. [N]</summary>
    public ArrayView<int> Tokens;

    /// <summary>How many tokens.</summary>
    public int N;

    /// <summary>Floats of a row of the table.</summary>
    public int Width;

    /// <summary>The target's offset.</summary>
    public int Target;

    /// <summary>Floats between its rows.</summary>
    public int TargetStride;
}
