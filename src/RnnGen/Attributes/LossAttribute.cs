namespace RnnGen;

/// <summary>
/// The loss that a model is trained with; stands behind the last layer, or on the <c>[Forward]</c> method, where each
/// output may have one.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    private protected LossAttribute()
    {
    }

    /// <summary>How the losses of rows, steps and outputs become one number.</summary>
    public Reduction Reduction { get; set; }

    /// <summary>
    /// The output that the loss is of, by its name in the tuple that the <c>[Forward]</c> method returns; the first
    /// where none is given.
    /// </summary>
    public string? Of { get; set; }

    /// <summary>Factor of the loss in the sum over all outputs.</summary>
    public double Weight { get; set; } = 1;
}
