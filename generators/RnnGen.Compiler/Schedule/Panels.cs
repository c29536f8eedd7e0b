using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Weights packed for one product. Forward: the gates of a run side by side. Transposed: the gates of a run stacked along
/// the summed dimension.
/// </summary>
internal sealed record Panels(
    string Name, bool IsTransposed, long Offset, int K, int Units, IReadOnlyList<WeightTerm> Gates, int GateUnits, int GateStride);

/// <summary>A run's weight gradient [K, Gates * GateStride] in the packed gradients.</summary>
internal sealed record WeightGradient(
    string Name, long Offset, int K, IReadOnlyList<WeightTerm> Gates, int GateUnits, int GateStride)
{
    public int Stride => Gates.Count * GateStride;
}

/// <summary>A packed vector: the sum of tensor slices at each column.</summary>
internal sealed record PackedVector(Buffer Buffer, IReadOnlyList<(int Column, VectorSlice Slice)> Slices);
