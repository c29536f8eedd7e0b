namespace RnnGen;

/// <summary>
/// One output vector with its target: a row of a model that reads out once, else a row's step.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal unsafe ref struct LossItem<T>
    where T : unmanaged
{
    /// <summary>The output. [Outputs]</summary>
    public T* Output;

    /// <summary>The target class, where the loss reads classes.</summary>
    public int Class;

    /// <summary>The target values, where the loss does not read classes. [Outputs]</summary>
    public T* Target;

    /// <summary>Weights of the item's losses, or null for 1. [1] where the loss reads classes, else [Outputs]</summary>
    public T* Weights;

    /// <summary>Distance between two weights: 0 where one weight serves all losses of the item.</summary>
    public int WeightStep;

    /// <summary>Factor of the gradient: 1 over the mean's denominator.</summary>
    public double Scale;

    /// <summary>Receives the losses, one or [Outputs]; never null.</summary>
    public double* Losses;

    /// <summary>Receives the gradient [Outputs], or null where none is wanted.</summary>
    public T* Gradient;

    /// <summary>The weight of loss <paramref name="index"/>.</summary>
    public readonly double Weight(int index) =>
        Weights == null ? 1 : FloatCast<T>.ToDouble(Weights[index * WeightStep]);
}
