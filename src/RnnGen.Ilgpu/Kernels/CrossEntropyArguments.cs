namespace RnnGen.Ilgpu.Kernels;

/// <summary>A head with a softmax cross-entropy.</summary>
internal struct CrossEntropyArguments<T>
    where T : unmanaged
{
    public LossArguments<T> Head;

    /// <summary>Sum of the classes' weights.</summary>
    public double WeightSum;

    public double Smoothing;
    public int Ignored;
}
