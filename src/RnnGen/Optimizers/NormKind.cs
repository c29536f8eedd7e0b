namespace RnnGen;

/// <summary>Norms that gradients are clipped by.</summary>
public enum NormKind
{
    /// <summary>The root of the sum of squares.</summary>
    Euclidean,

    /// <summary>The sum of absolute values.</summary>
    Sum,

    /// <summary>The largest absolute value.</summary>
    Largest,
}
