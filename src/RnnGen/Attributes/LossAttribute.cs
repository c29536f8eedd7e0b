namespace RnnGen;

/// <summary>
/// The loss that a model is trained with; stands behind the last layer, or on the <c>[Forward]</c> method.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    private protected LossAttribute()
    {
    }

    /// <summary>How the losses of rows, steps and outputs become one number.</summary>
    public Reduction Reduction { get; set; }
}
