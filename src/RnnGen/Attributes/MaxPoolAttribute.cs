namespace RnnGen;

/// <summary>The maximum over the valid steps.</summary>
public sealed class MaxPoolAttribute : LayerAttribute;
