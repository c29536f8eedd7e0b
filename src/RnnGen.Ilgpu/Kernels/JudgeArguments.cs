using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>What becomes of a step: its norm, the factor of its gradients, and whether it is taken at all.</summary>
internal struct JudgeArguments<T>
    where T : unmanaged
{
    /// <summary>As <see cref="NormArguments{T}.Sums"/>.</summary>
    public ArrayView<double> Sums;

    public ArrayView<int> First;

    /// <summary>The norm before anything was clipped, and the last one. [2]</summary>
    public ArrayView<double> Norms;

    /// <summary>The factor. [1]</summary>
    public ArrayView<T> Scale;

    /// <summary>
    /// Once a number was not finite: 1, the step, and the first such gradient or -1. Whoever launches clears it. [3]
    /// </summary>
    public ArrayView<int> Stop;

    /// <summary>The losses' sums, and what each is divided by. [2, Losses]</summary>
    public ArrayView<double> LossSums;

    public int Losses;

    /// <summary>Which of the norms this is.</summary>
    public int Slot;

    public int Step;

    /// <summary>The largest norm, infinity for no limit.</summary>
    public double Maximum;
}
