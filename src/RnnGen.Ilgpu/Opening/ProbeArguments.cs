using ILGPU;

namespace RnnGen.Ilgpu;

/// <summary>What <see cref="ProbeKernel"/> is given.</summary>
internal struct ProbeArguments
{
    /// <summary>Two groups of numbers.</summary>
    public ArrayView<int> Numbers;
}
