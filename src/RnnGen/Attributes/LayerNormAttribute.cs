namespace RnnGen;

/// <summary>Layer normalisation over the features (Ba et al. 2016).</summary>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
