using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>target[r, column] = start + sum over k of x[r, k] weights[k, column].</summary>
/// <typeparam name="T">The float type.</typeparam>
internal struct ProductArguments<T>
    where T : unmanaged
{
    /// <summary>Where the operand and the target are.</summary>
    public ArrayView<T> Arena;

    /// <summary>The weights [K, RowLength].</summary>
    public ArrayView<T> Weights;

    /// <summary>Where the sums begin: in the arena or the packed weights.</summary>
    public ArrayView<T> Starts;

    /// <summary>Rows.</summary>
    public int N;

    /// <summary>Columns of the operand.</summary>
    public int K;

    /// <summary>Columns of a gate.</summary>
    public int Units;

    /// <summary>How many gates.</summary>
    public int Gates;

    /// <summary>Floats between gates.</summary>
    public int GateStride;

    /// <summary>The operand's offset.</summary>
    public int X;

    /// <summary>Floats between its rows.</summary>
    public int XStride;

    /// <summary>The offset of the starts; negative where sums begin at zero.</summary>
    public int Start;

    /// <summary>Floats between their rows; 0 where all rows have the same.</summary>
    public int StartStride;

    /// <summary>The target's offset.</summary>
    public int Target;

    /// <summary>Floats between its rows.</summary>
    public int TargetStride;

    /// <summary>Floats of a row of the weights.</summary>
    public readonly int RowLength => Gates * GateStride;
}
