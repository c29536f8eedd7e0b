using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>gradient[i, j] += sum over rows of x[r, i] dz[r, j], and bias[j] += sum over rows of dz[r, j].</summary>
/// <typeparam name="T">The float type.</typeparam>
internal struct GradientArguments<T>
    where T : unmanaged
{
    /// <summary>Where the operand and the pre-activations' gradient are.</summary>
    public ArrayView<T> Arena;

    /// <summary>The packed gradients.</summary>
    public ArrayView<T> Gradients;

    /// <summary>Rows.</summary>
    public int N;

    /// <summary>Columns of the operand; 0 where only the bias is wanted.</summary>
    public int K;

    /// <summary>Columns of the pre-activations, and floats between the gradient's rows.</summary>
    public int Stride;

    /// <summary>The operand's offset.</summary>
    public int X;

    /// <summary>Floats between its rows.</summary>
    public int XStride;

    /// <summary>The offset of the pre-activations' gradient.</summary>
    public int Dz;

    /// <summary>Floats between its rows.</summary>
    public int DzStride;

    /// <summary>The weights' gradient in the packed gradients.</summary>
    public int Gradient;

    /// <summary>The bias's gradient; negative without one.</summary>
    public int Bias;
}
