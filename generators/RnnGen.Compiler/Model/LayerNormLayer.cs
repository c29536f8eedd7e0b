namespace RnnGen.Compiler.Model;

/// <summary>Layer normalisation over the features (Ba et al. 2016).</summary>
internal sealed record LayerNormLayer : LayerSpec
{
    public double Epsilon { get; init; } = 1e-5;
}
