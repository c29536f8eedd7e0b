namespace RnnGen;

/// <summary>
/// What the model reads at each step; stands before the first layer, or on the parameter of a <c>[Forward]</c> method.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>A token at each step; an <see cref="EmbeddingAttribute"/> follows.</summary>
    public InputAttribute()
    {
    }

    /// <summary>A vector of <paramref name="features"/> numbers at each step.</summary>
    public InputAttribute(int features) => Features = features;

    /// <summary>Numbers a step; 0 for tokens.</summary>
    public int Features { get; }

    /// <summary>The fixed number of steps; 0 for any.</summary>
    public int Steps { get; set; }
}
