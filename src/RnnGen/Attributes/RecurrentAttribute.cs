namespace RnnGen;

/// <summary>A recurrent layer over any cell.</summary>
/// <typeparam name="TCell">A class with <see cref="CellAttribute"/>.</typeparam>
public sealed class RecurrentAttribute<TCell> : RecurrentLayerAttribute
{
    /// <summary>Stacked layers of these hidden sizes.</summary>
    public RecurrentAttribute(params int[] units) : base(units)
    {
    }

    /// <summary>What <c>Activate(v)</c> in the cell stands for.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Values of the cell's named sizes, such as <c>projection=32,other=8</c>.</summary>
    public string? Sizes { get; set; }
}
