namespace RnnGen;

/// <summary>Smooth L1: 0.5 d^2 / beta where |d| &lt; beta, else |d| - 0.5 beta.</summary>
public sealed class SmoothL1Attribute : LossAttribute
{
    /// <summary>Where the quadratic part ends.</summary>
    public double Beta { get; set; } = 1;
}
