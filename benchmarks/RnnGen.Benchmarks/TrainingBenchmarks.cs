using BenchmarkDotNet.Attributes;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks;

/// <summary>
/// A training step (forward, loss, backward, clipping to norm 1, Adam) of every workload that trains, on one thread and
/// on all.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class TrainingBenchmarks
{
    private TrainingStep<float> _step = null!;
    private Batch<float> _batch = null!;

    /// <summary>The workloads that train.</summary>
    public static IEnumerable<string> Names =>
        WorkloadTable.All.Where(static workload => workload.Trains).Select(static workload => workload.Name);

    /// <summary>The workload.</summary>
    [ParamsSource(nameof(Names))]
    public string Workload { get; set; } = "S1t";

    /// <summary>Threads a call may use; 0 for all.</summary>
    [Params(1, 0)]
    public int Threads { get; set; }

    /// <summary>Makes the network and its step.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        Workload workload = WorkloadTable.Find(Workload);
        Model<float> model = workload.Create();
        model.MaxThreads = Threads == 0 ? Environment.ProcessorCount : Threads;

        // So small a rate that the network stays where it is: one that has converged has denormal gradients.
        _step = new TrainingStep<float>(model, new Adam(1e-9)) { ClipNorm = 1 };
        _batch = workload.Batch;
    }

    /// <summary>Frees.</summary>
    [GlobalCleanup]
    public void CleanUp() => _step.Dispose();

    /// <summary>One step.</summary>
    [Benchmark]
    public double Train() => _step.Run(_batch);
}
