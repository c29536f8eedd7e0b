namespace RnnGen.Program;

/// <summary>Part of a vector of the flat parameters and its place in packed weights or packed gradients.</summary>
/// <param name="Weights">Its first float in the flat buffer.</param>
/// <param name="Units">Its floats.</param>
/// <param name="Packed">Its first float in the packed buffer.</param>
public readonly record struct VectorBlock(long Weights, int Units, long Packed);
