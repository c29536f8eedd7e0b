namespace RnnGen;

/// <summary>What a loss has of its own while it computes the rows of a slice.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal unsafe struct LossSlice<T>
    where T : unmanaged
{
    /// <summary>The loss's parameters. [ParameterCount]</summary>
    public T* Parameters;

    /// <summary>Gradients of the parameters so far, or null where none are wanted. [ParameterCount]</summary>
    public double* ParameterGradients;

    /// <summary>Memory for whatever the loss keeps. [ScratchLength]</summary>
    public double* Scratch;
}
