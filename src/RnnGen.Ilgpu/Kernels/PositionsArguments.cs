using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Steps of a memory, on another axis, that are numbered by the tokens of the rows that read it.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal struct PositionsArguments<T>
    where T : unmanaged
{
    /// <summary>Where source and target are.</summary>
    public ArrayView<T> Arena;

    /// <summary>Which rows read which memory.</summary>
    public ReadingRows Reading;

    /// <summary>Steps of the memory, 0 or more. [Steps, Rows]</summary>
    public ArrayView<int> Positions;

    /// <summary>Columns.</summary>
    public int Width;

    /// <summary>The source's offset.</summary>
    public int Source;

    /// <summary>Floats between its rows.</summary>
    public int SourceStride;

    /// <summary>The target's offset.</summary>
    public int Target;

    /// <summary>Floats between its rows.</summary>
    public int TargetStride;
}
