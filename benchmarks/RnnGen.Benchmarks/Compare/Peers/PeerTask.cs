using System.Globalization;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>A workload as a peer is given it.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Data">The folder of its tensors.</param>
/// <param name="Output">The folder for what the peer computes.</param>
/// <param name="Seconds">How long one time is measured.</param>
internal sealed record PeerTask(Workload Workload, string Data, string Output, double Seconds)
{
    /// <summary>The first three arguments of every peer's program.</summary>
    public IReadOnlyList<string> Arguments => [Data, Output, Seconds.ToString(CultureInfo.InvariantCulture)];
}
