using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>A packed vector: the sum of tensor slices at each column.</summary>
internal sealed record PackedVector(Buffer Buffer, IReadOnlyList<(int Column, VectorSlice Slice)> Slices);
