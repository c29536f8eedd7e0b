namespace RnnGen;

/// <summary>Gated recurrent unit, gates in the order r, z, n.</summary>
public sealed class GruAttribute : RecurrentLayerAttribute
{
    /// <summary>Stacked layers of these hidden sizes.</summary>
    public GruAttribute(params int[] units) : base(units)
    {
    }

    /// <summary>Where the reset gate acts and which way the update gate points.</summary>
    public GruVariant Variant { get; set; }
}
