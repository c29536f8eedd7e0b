namespace RnnGen;

/// <summary>A layer of a model. Layers are read in source order, all on one part of the class.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name in tensor names; kind and number where none is given (<c>lstm</c>, <c>dense2</c>).
    /// </summary>
    public string? Name { get; set; }
}
