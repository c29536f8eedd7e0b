using System.Globalization;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>oneDNN: the recurrent layers' primitives, forward, and forward with backward.</summary>
internal sealed class OneDnnPeer : Peer
{
    private string _program = "";

    /// <inheritdoc/>
    public override string Key => "onednn";

    /// <inheritdoc/>
    public override string Name => "oneDNN";

    /// <inheritdoc/>
    public override void Prepare() =>
        _program = NativeProgram.Build("g++", "onednn/onednn_peer.cpp", "onednn_peer", "-O2", "-std=c++17", "-ldnnl");

    /// <inheritdoc/>
    public override bool Takes(Workload workload) => workload.CreateLayers != null;

    /// <inheritdoc/>
    public override IEnumerable<PeerSetting> Settings(PeerTask task)
    {
        NetworkShape shape = task.Workload.Shape;
        int[] numbers =
        [
            shape.Inputs, shape.Units, shape.Layers, shape.Directions, task.Workload.Batch.Rows,
            task.Workload.Batch.Steps, task.Workload.Trains ? 1 : 0,
        ];
        string[] arguments =
        [
            .. task.Arguments, shape.Cell, .. numbers.Select(static n => n.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (int threads in ThreadCounts)
        {
            string text = threads.ToString(CultureInfo.InvariantCulture);
            var environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = text };
            yield return new PeerSetting(Threads(threads), threads, _program, arguments, environment);
        }
    }
}
