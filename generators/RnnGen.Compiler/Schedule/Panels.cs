using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Weights packed for one product. Forward: the gates of a run side by side. Transposed: the gates of a run stacked along
/// the summed dimension.
/// </summary>
internal sealed record Panels(
    string Name, bool IsTransposed, long Offset, int K, int Units, IReadOnlyList<WeightTerm> Gates, int GateUnits,
        int GateStride)
{
    /// <summary>Weights in floats, without padding between units.</summary>
    public long Length => (long)K * Units * (IsTransposed ? 1 : Gates.Count);
}
