namespace RnnGen;

/// <summary>
/// The pinball loss (Koenker and Bassett 1978): level d where d = target - output is above 0, else (level - 1) d. The
/// outputs become quantiles: at level 0.9, nine of ten targets are below.
/// </summary>
public sealed class QuantileAttribute : LossAttribute
{
    /// <summary>The loss of a quantile.</summary>
    /// <param name="level">Which, between 0 and 1; 0.5 is the median.</param>
    public QuantileAttribute(double level) => Level = level;

    /// <summary>Which quantile, between 0 and 1.</summary>
    public double Level { get; }
}
