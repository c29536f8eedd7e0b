using System.Globalization;
using System.Runtime.Intrinsics.X86;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>PyTorch: forward passes, streams and whole training steps.</summary>
internal sealed class TorchPeer : Peer
{
    private readonly string _script = Path.Combine(Places.Peers, "torch", "torch_peer.py");
    private string _python = "";

    /// <inheritdoc/>
    public override string Key => "torch";

    /// <inheritdoc/>
    public override string Name => "PyTorch";

    /// <inheritdoc/>
    public override void Prepare()
    {
        _python = DebianPython.With("torch", "numpy");
        Command.Run(_python, [_script]);
    }

    /// <inheritdoc/>
    public override bool Takes(Workload workload) => true;

    /// <inheritdoc/>
    public override IEnumerable<PeerSetting> Settings(PeerTask task)
    {
        int all = Environment.ProcessorCount;
        (int Own, int Blas)[] settings = all == 1 ? [(1, 1)] : [(1, 1), (1, all), (all, all)];
        foreach ((int own, int blas) in settings)
        {
            var environment = new Dictionary<string, string>
            {
                ["OMP_NUM_THREADS"] = own.ToString(CultureInfo.InvariantCulture),
                ["OPENBLAS_NUM_THREADS"] = blas.ToString(CultureInfo.InvariantCulture),
            };
            if (Avx512F.IsSupported)
                environment.Add("ATEN_CPU_CAPABILITY", "avx512");
            yield return new PeerSetting(
                $"OMP {own}, BLAS {blas}", Math.Max(own, blas), _python, [_script, .. task.Arguments], environment);
        }
    }
}
