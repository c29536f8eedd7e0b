using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// gradient[i, j] += sum over rows of x[r, i] dz[r, j], and bias[j] += sum over rows of dz[r, j]. Where rows are cut
/// into parts, each part has sums of its own, [parts, K + 1, Width], that are added up in their order afterwards.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal struct GradientArguments<T>
    where T : unmanaged
{
    /// <summary>Where the operand and the pre-activations' gradient are.</summary>
    public ArrayView<T> Arena;

    /// <summary>The packed gradients.</summary>
    public ArrayView<T> Gradients;

    /// <summary>The sums of parts; empty where there is one part, which adds to the gradients.</summary>
    public ArrayView<T> Sums;

    /// <summary>Rows.</summary>
    public int N;

    /// <summary>Columns of the operand; 0 where only the bias is wanted.</summary>
    public int K;

    /// <summary>Columns of the pre-activations.</summary>
    public int Width;

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

    /// <summary>Floats between its rows.</summary>
    public int GradientStride;

    /// <summary>The bias's gradient; negative without one.</summary>
    public int Bias;

    /// <summary>Parts of the rows.</summary>
    public int Parts;

    /// <summary>Rows of a part; the last may have fewer.</summary>
    public int RowsOfPart;

    /// <summary>Rows of sums: those of the weights, and one of the bias.</summary>
    public readonly int SumRows => Bias < 0 ? K : K + 1;

    /// <summary>Floats between sums of two parts.</summary>
    public readonly int PartLength => (K + 1) * Width;

    /// <summary>Floats between rows of sums.</summary>
    public readonly int SumStride => Parts == 1 ? GradientStride : Width;

    /// <summary>The first row behind a part.</summary>
    public readonly int End(int part) => (part + 1) * RowsOfPart < N ? (part + 1) * RowsOfPart : N;

    /// <summary>Where the i-th row of sums is in the packed gradients.</summary>
    public readonly int GradientOf(int i) => i < K ? Gradient + (i * GradientStride) : Bias;

    /// <summary>Where a part's i-th row of sums is, in the gradients where there is one part.</summary>
    public readonly int SumsOf(int part, int i) => Parts == 1 ? GradientOf(i) : (part * PartLength) + (i * Width);
}
