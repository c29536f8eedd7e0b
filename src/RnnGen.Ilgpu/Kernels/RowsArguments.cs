using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Rows that are copied or added from one place to another.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal struct RowsArguments<T>
    where T : unmanaged
{
    /// <summary>Where the target is.</summary>
    public ArrayView<T> Targets;

    /// <summary>Where the source is.</summary>
    public ArrayView<T> Sources;

    /// <summary>For each row a row or a step: what depends on the kernel. [Rows]</summary>
    public ArrayView<int> Index;

    /// <summary>Rows that are copied.</summary>
    public int N;

    /// <summary>Rows of a step.</summary>
    public int Rows;

    /// <summary>Columns.</summary>
    public int Width;

    /// <summary>The target's offset.</summary>
    public int Target;

    /// <summary>Floats between its rows.</summary>
    public int TargetStride;

    /// <summary>The source's offset.</summary>
    public int Source;

    /// <summary>Floats between its rows.</summary>
    public int SourceStride;

    /// <summary>1 where the source is added, else 0.</summary>
    public int Adds;
}
