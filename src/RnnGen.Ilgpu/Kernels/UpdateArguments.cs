using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>An optimizer's step over a range of parameters, or over some rows of a matrix.</summary>
internal struct UpdateArguments<T, TRule>
    where T : unmanaged
    where TRule : unmanaged, IDeviceRule<T>
{
    public ArrayView<T> Parameters;
    public ArrayView<T> Gradients;

    /// <summary>The optimizer's buffers, each as long as the parameters. [Buffers, Length]</summary>
    public ArrayView<T> State;

    /// <summary>Each gradient is multiplied by this. [1]</summary>
    public ArrayView<T> Scale;

    /// <summary>Where not 0, nothing moves. [1]</summary>
    public ArrayView<int> Stop;

    /// <summary>The rows of the matrix that move. [Count / Columns]</summary>
    public ArrayView<int> Rows;

    /// <summary>Floats of the flat parameters.</summary>
    public int Length;

    public int Buffers;
    public int Start;
    public int Count;

    /// <summary>Columns of the matrix; 0 where a range moves.</summary>
    public int Columns;

    public TRule Rule;
}
