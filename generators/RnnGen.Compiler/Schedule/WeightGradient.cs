using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>A run's weight gradient [K, Gates * GateStride] in the packed gradients.</summary>
internal sealed record WeightGradient(
    string Name, long Offset, int K, IReadOnlyList<WeightTerm> Gates, int GateUnits, int GateStride)
{
    public int Stride => Gates.Count * GateStride;
}
