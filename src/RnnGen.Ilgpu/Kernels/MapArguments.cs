using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Floats that are gathered by an index map.</summary>
internal struct MapArguments<T>
    where T : unmanaged
{
    public ArrayView<T> Source;
    public ArrayView<T> Target;

    /// <summary>The source of each target, -1 for none. [Count]</summary>
    public ArrayView<int> Sources;

    public int Count;

    /// <summary>1 where the targets' values stay and are added to.</summary>
    public int Adds;
}
