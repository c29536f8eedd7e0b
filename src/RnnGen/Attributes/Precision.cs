namespace RnnGen;

/// <summary>The float type that a model is compiled in.</summary>
public enum Precision
{
    /// <summary>32 bits, the default.</summary>
    Single,

    /// <summary>64 bits; what gradient checks use.</summary>
    Double,
}
