namespace RnnGen.Program;

/// <summary>
/// One gate of a packed weight gradient, whose rows are [gates, units], and the block of the flat gradients that it
/// belongs to.
/// </summary>
/// <param name="Packed">The gate's first column in the packed gradients; a multiple of 64 bytes.</param>
/// <param name="Stride">Floats between rows of the packed gradient; a multiple of 64 bytes.</param>
/// <param name="Weights">The block's first float in the flat gradients.</param>
/// <param name="RowLength">Floats between its rows.</param>
/// <param name="Units">Its rows.</param>
/// <param name="K">Its columns.</param>
public readonly record struct GradientBlock(long Packed, int Stride, long Weights, int RowLength, int Units, int K);
