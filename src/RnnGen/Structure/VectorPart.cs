namespace RnnGen.Structure;

/// <summary>Part of a learned vector.</summary>
/// <param name="Parameter">Index in the model's parameters.</param>
/// <param name="First">Its first element there.</param>
public readonly record struct VectorPart(int Parameter, int First);
