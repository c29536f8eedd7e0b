using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Targets that have one more source, each target once.</summary>
internal struct MorePairsArguments<T>
    where T : unmanaged
{
    public ArrayView<T> Source;
    public ArrayView<T> Target;

    /// <summary>The targets, then their sources. [2, Count]</summary>
    public ArrayView<int> Pairs;

    public int Count;
}
