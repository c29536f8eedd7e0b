namespace RnnGen.Compiler.Graph;

/// <summary>Part of a learned vector tensor.</summary>
internal sealed record VectorSlice(int Tensor, int Offset, int Units);
