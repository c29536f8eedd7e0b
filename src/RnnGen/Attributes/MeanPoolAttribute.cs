namespace RnnGen;

/// <summary>The mean over the valid steps.</summary>
public sealed class MeanPoolAttribute : LayerAttribute;
