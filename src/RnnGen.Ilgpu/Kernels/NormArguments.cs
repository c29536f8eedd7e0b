using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>A flat gradient's sum of squares on its way to a norm.</summary>
internal struct NormArguments<T>
    where T : unmanaged
{
    public ArrayView<T> Gradients;

    /// <summary>Partial sums: <see cref="NormKernels.Chains"/>, then <see cref="NormKernels.Joined"/>.</summary>
    public ArrayView<double> Sums;

    /// <summary>The first gradient of each chain that is not finite, or int.MaxValue. [Chains]</summary>
    public ArrayView<int> First;

    public int Count;
}
