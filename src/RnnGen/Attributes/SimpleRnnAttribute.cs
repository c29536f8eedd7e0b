namespace RnnGen;

/// <summary>The plain recurrent layer (Elman): h = activation(W x + U h + b).</summary>
public sealed class SimpleRnnAttribute : RecurrentLayerAttribute
{
    /// <summary>Stacked layers of these hidden sizes.</summary>
    public SimpleRnnAttribute(params int[] units) : base(units)
    {
    }

    /// <summary>The activation; tanh where none is given.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;
}
