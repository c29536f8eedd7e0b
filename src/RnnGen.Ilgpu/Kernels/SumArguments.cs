using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Losses to be summed.</summary>
internal struct SumArguments
{
    public ArrayView<double> Losses;

    /// <summary>Partial sums: <see cref="SumKernels.Chains"/>, then <see cref="SumKernels.Joined"/>.</summary>
    public ArrayView<double> Partial;

    /// <summary>The sum of each head, then what each is divided by. [2, Heads]</summary>
    public ArrayView<double> Sums;

    public int Count;
    public int Head;
    public int Heads;
    public double Divisor;
}
