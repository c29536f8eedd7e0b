namespace RnnGen;

/// <summary>Huber: 0.5 d^2 where |d| &lt; delta, else delta (|d| - 0.5 delta).</summary>
public sealed class HuberAttribute : LossAttribute
{
    /// <summary>Where the quadratic part ends.</summary>
    public double Delta { get; set; } = 1;
}
