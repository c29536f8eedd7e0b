using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>A head with a loss of whole rows.</summary>
internal struct SequenceArguments<T>
    where T : unmanaged
{
    public LossArguments<T> Head;

    /// <summary>The loss's parameters, at <see cref="First"/>.</summary>
    public ArrayView<T> Parameters;

    /// <summary>What rows keep, and of each row the gradients of the parameters. [Rows, RowLength]</summary>
    public ArrayView<double> Memory;

    /// <summary>What CTC's rows keep of their labels. [Rows, 2, States]</summary>
    public ArrayView<int> Links;

    /// <summary>What each row adds to the sum: its loss, or that divided by its targets. [Rows]</summary>
    public ArrayView<double> Shares;

    /// <summary>Where a parameter's gradient is in the packed gradients, -1 for nowhere. [ParameterCount]</summary>
    public ArrayView<int> Places;

    public ArrayView<T> PackedGradients;

    public int First;
    public int ParameterCount;

    /// <summary>Doubles of a row: the gradients of the parameters, then what the row keeps.</summary>
    public int RowLength;

    /// <summary>Classes whose start and end have scores: all, or 0.</summary>
    public int Ends;

    public int States;
    public int Blank;

    /// <summary>1 where a row that has too few steps counts nothing.</summary>
    public int ZeroInfinity;

    /// <summary>1 where a row's share is divided by its targets.</summary>
    public int IsMean;
}
