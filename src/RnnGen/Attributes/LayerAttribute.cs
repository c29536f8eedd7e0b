namespace RnnGen;

/// <summary>
/// A layer of a model. On the class, layers are read in source order, all on one part of it; on a partial method
/// without a body, the method is the layer, and a <c>[Forward]</c> method calls it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name in tensor names; where none is given, kind and number (<c>lstm</c>, <c>dense2</c>), or the
    /// method's name in lower case.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// Whether training leaves the layer's weights as they are, until a trainer's <c>Unfreeze</c> names them; gradients
    /// still go through it.
    /// </summary>
    public bool Frozen { get; set; }
}
