namespace RnnGen;

/// <summary>
/// One row's outputs with its targets: a vector a step, or the one vector of a model that reads out once.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal unsafe ref struct LossRow<T>
    where T : unmanaged
{
    /// <summary>The outputs. [Vectors], each [Outputs] and <see cref="Step"/> floats behind the one before</summary>
    public T* Outputs;

    /// <summary>Receives the gradients, laid out as the outputs; null where none are wanted.</summary>
    public T* Gradients;

    /// <summary>Floats from one output vector to the next.</summary>
    public long Step;

    /// <summary>Floats behind each gradient vector that are to be zero; 0 for none.</summary>
    public int Padding;

    /// <summary>Valid output vectors.</summary>
    public int Vectors;

    /// <summary>The target classes, where the loss reads classes. [ClassCount]</summary>
    public int* Classes;

    /// <summary>Target classes of the row: as many as vectors, but where they have a length of their own.</summary>
    public int ClassCount;

    /// <summary>The target values, where the loss does not read classes. [Vectors, Outputs]</summary>
    public T* Targets;

    /// <summary>Weights of the losses, or null for 1. [1] with <see cref="HasRowWeight"/>, else one a loss</summary>
    public T* Weights;

    /// <summary>Whether one weight serves all losses of the row.</summary>
    public bool HasRowWeight;

    /// <summary>Factor of the gradients: 1 over the mean's denominator.</summary>
    public double Scale;

    /// <summary>Receives the losses; never null.</summary>
    public double* Losses;

    /// <summary>What the rows of the slice share.</summary>
    public LossSlice<T> Slice;
}
