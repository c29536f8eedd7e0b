using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>Another system that computes the same workloads.</summary>
internal abstract class Peer
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Peer> All { get; } =
        [new TorchPeer(), new OneDnnPeer(), new OnnxPeer(), new RtNeuralPeer()];

    /// <summary>What it is called on the command line.</summary>
    public abstract string Key { get; }

    /// <summary>What it is called in the results.</summary>
    public abstract string Name { get; }

    /// <summary>Its version, once it has run.</summary>
    public string? Version { get; set; }

    /// <summary>Finds or builds its programs.</summary>
    /// <exception cref="PeerException">It cannot run here; the message is why.</exception>
    public abstract void Prepare();

    /// <summary>Whether it has something to run on a workload.</summary>
    public abstract bool Takes(Workload workload);

    /// <summary>The ways to run it, one core first.</summary>
    public abstract IEnumerable<PeerSetting> Settings(PeerTask task);

    /// <summary>Numbers of threads worth trying.</summary>
    protected static IEnumerable<int> ThreadCounts =>
        Environment.ProcessorCount > 1 ? [1, Environment.ProcessorCount] : [1];

    /// <summary>The words for a number of threads.</summary>
    protected static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";
}
