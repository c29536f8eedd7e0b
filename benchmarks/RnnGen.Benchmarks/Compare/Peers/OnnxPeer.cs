using System.Globalization;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>ONNX Runtime from Node: forward passes of the whole network, and a stream.</summary>
internal sealed class OnnxPeer : Peer
{
    private readonly string _script = Path.Combine(Places.Peers, "onnx", "ort_peer.js");
    private readonly string _models = Path.Combine(Places.Peers, "onnx", "make_models.py");
    private readonly Dictionary<string, string> _environment = [];
    private string _python = "";

    /// <inheritdoc/>
    public override string Key => "onnx";

    /// <inheritdoc/>
    public override string Name => "ONNX Runtime";

    /// <inheritdoc/>
    public override void Prepare()
    {
        if (Environment.GetEnvironmentVariable("NODE_PATH") is null or "")
            _environment["NODE_PATH"] = Path.Combine(Places.Work, "node", "node_modules");
        Command.Run("node", ["-e", "require('onnxruntime-node')"], _environment);
        _python = DebianPython.With("onnx", "numpy");
    }

    /// <inheritdoc/>
    public override bool Takes(Workload workload) => workload is { Predicts: true, Shape.HasDecoder: false };

    /// <inheritdoc/>
    public override IEnumerable<PeerSetting> Settings(PeerTask task)
    {
        Command.Run(_python, [_models, task.Data, task.Output]);
        foreach (int threads in ThreadCounts)
        {
            string[] arguments = [_script, .. task.Arguments, threads.ToString(CultureInfo.InvariantCulture)];
            yield return new PeerSetting(Threads(threads), threads, "node", arguments, _environment);
        }
    }
}
