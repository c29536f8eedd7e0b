using BenchmarkDotNet.Attributes;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks;

/// <summary>A forward pass of every workload, on one thread and on all.</summary>
[InProcess]
[MemoryDiagnoser]
public class ForwardBenchmarks
{
    private Model<float> _model = null!;
    private Batch<float> _batch = null!;
    private float[] _y = [];

    /// <summary>The workloads whose forward pass is measured.</summary>
    public static IEnumerable<string> Names =>
        WorkloadTable.All.Where(static workload => workload.Predicts).Select(static workload => workload.Name);

    /// <summary>The workload.</summary>
    [ParamsSource(nameof(Names))]
    public string Workload { get; set; } = "S1";

    /// <summary>Threads a call may use; 0 for all.</summary>
    [Params(1, 0)]
    public int Threads { get; set; }

    /// <summary>Makes the network.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        Workload workload = WorkloadTable.Find(Workload);
        _model = workload.Create();
        _model.MaxThreads = Threads == 0 ? Environment.ProcessorCount : Threads;
        _batch = workload.Batch;
        _y = new float[workload.OutputLength];
    }

    /// <summary>A forward pass.</summary>
    [Benchmark]
    public void Forward() => _model.Predict(_batch, _y);
}
