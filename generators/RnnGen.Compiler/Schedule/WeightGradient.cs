using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>A run's weight gradient [K, Width] in the packed gradients, <c>Stride</c> floats from row to row.</summary>
internal sealed record WeightGradient(
    string Name, long Offset, int K, IReadOnlyList<WeightTerm> Gates, int GateUnits, int GateStride, int Stride)
{
    /// <summary>Floats of a row: the gates', padded.</summary>
    public int Width => Gates.Count * GateStride;
}
