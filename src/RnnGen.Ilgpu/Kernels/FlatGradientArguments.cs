using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>A range of the flat gradients that is changed before the update.</summary>
internal struct FlatGradientArguments<T>
    where T : unmanaged
{
    public ArrayView<T> Gradients;
    public ArrayView<T> Parameters;

    /// <summary>As <see cref="JudgeArguments{T}.Stop"/>.</summary>
    public ArrayView<int> Stop;

    public int Start;
    public int Count;

    /// <summary>A factor, or the limit of values, or the factor of a penalty's absolute values.</summary>
    public T Factor;

    /// <summary>Twice the factor of a penalty's squares.</summary>
    public T TwoL2;
}
