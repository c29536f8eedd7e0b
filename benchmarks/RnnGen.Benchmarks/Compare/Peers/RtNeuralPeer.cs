using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>RTNeural with sizes known to its compiler: the stream, in each build that may be the fastest.</summary>
internal sealed class RtNeuralPeer : Peer
{
    private static readonly string[][] s_flags =
    [
        ["-mavx2", "-mfma"],
        ["-march=native"],
        ["-march=native", "-mprefer-vector-width=512"],
    ];

    private readonly List<(string Name, string Program)> _builds = [];

    /// <inheritdoc/>
    public override string Key => "rtneural";

    /// <inheritdoc/>
    public override string Name => "RTNeural";

    /// <inheritdoc/>
    public override void Prepare()
    {
        string sources = Environment.GetEnvironmentVariable("RTNEURAL") is { Length: > 0 } given
            ? given
            : Path.Combine(Places.Work, "RTNeural");
        if (!Directory.Exists(Path.Combine(sources, "RTNeural")))
            throw new PeerException("no sources of RTNeural: set RTNEURAL to a checkout");

        PeerException? failure = null;
        foreach (string[] flags in s_flags)
        {
            failure = Build("Eigen", flags, sources, "-DRTNEURAL_USE_EIGEN=1", "-I/usr/include/eigen3") ?? failure;
            string xsimd = Path.Combine(sources, "modules", "xsimd", "include");
            failure = Build("xsimd", flags, sources, "-DRTNEURAL_USE_XSIMD=1", "-I" + xsimd) ?? failure;
        }

        if (_builds.Count == 0)
            throw failure!;
    }

    /// <inheritdoc/>
    public override bool Takes(Workload workload) => workload.Streams;

    /// <inheritdoc/>
    public override IEnumerable<PeerSetting> Settings(PeerTask task) =>
        _builds.Select(build => new PeerSetting(build.Name, 1, build.Program, task.Arguments, PeerSetting.Nothing));

    private PeerException? Build(string backend, string[] flags, string sources, string define, string include)
    {
        string name = $"{backend} {string.Join(' ', flags)}";
        string file = "rtneural_peer_" + name.Replace(' ', '_').Replace("=", "", StringComparison.Ordinal);
        string[] options =
        [
            "-O3", "-ffast-math", "-std=c++17", .. flags, define, "-DRTNEURAL_DEFAULT_ALIGNMENT=32", "-I" + sources,
            "-I" + Path.Combine(sources, "modules", "json"), include,
        ];
        try
        {
            _builds.Add((name, NativeProgram.Build("g++", "rtneural/rtneural_peer.cpp", file, options)));
            return null;
        }
        catch (PeerException e)
        {
            return e;
        }
    }
}
