using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>target[r, column] = start + sum over k of x[r, k] weights[k, column].</summary>
/// <typeparam name="T">The float type.</typeparam>
internal struct ProductArguments<T>
    where T : unmanaged
{
    /// <summary>Where the operand is.</summary>
    public ArrayView<T> Operands;

    /// <summary>The weights [K, RowLength].</summary>
    public ArrayView<T> Weights;

    /// <summary>Where the sums begin.</summary>
    public ArrayView<T> Starts;

    /// <summary>Where the target is.</summary>
    public ArrayView<T> Targets;

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

    /// <summary>Floats between rows of the weights.</summary>
    public int RowLength;

    /// <summary>The operand's offset.</summary>
    public int X;

    /// <summary>Floats between its rows.</summary>
    public int XStride;

    /// <summary>Floats between its columns.</summary>
    public int XStep;

    /// <summary>The offset of the starts; negative where sums begin at zero.</summary>
    public int Start;

    /// <summary>Floats between their rows; 0 where all rows have the same.</summary>
    public int StartStride;

    /// <summary>The target's offset.</summary>
    public int Target;

    /// <summary>Floats between its rows.</summary>
    public int TargetStride;
}
