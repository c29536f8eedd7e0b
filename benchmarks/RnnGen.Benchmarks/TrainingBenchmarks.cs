using BenchmarkDotNet.Attributes;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks;

/// <summary>
/// A training step (forward, loss, backward, clipping to norm 1, Adam) and a forward pass, on one thread and on all.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class TrainingBenchmarks
{
    private readonly TinyRegressor _tiny = new(seed: 1);
    private readonly StackedRegressor _stacked = new(seed: 1);
    private readonly Batch<float> _tinyBatch =
        Batch<float>.FromFeatures(Numbers.Uniform(20 * 8), 1, 20) with { Targets = new float[1] };
    private readonly Batch<float> _stackedBatch =
        Batch<float>.FromFeatures(Numbers.Uniform(32 * 100 * 10), 32, 100) with { Targets = new float[32] };
    private readonly float[] _y = new float[32];
    private readonly TrainingStep<float> _tinyStep;
    private readonly TrainingStep<float> _stackedStep;

    /// <summary>Makes the steps.</summary>
    public TrainingBenchmarks()
    {
        _tinyStep = new TrainingStep<float>(_tiny, new Adam(1e-3)) { ClipNorm = 1 };
        _stackedStep = new TrainingStep<float>(_stacked, new Adam(1e-3)) { ClipNorm = 1 };
    }

    /// <summary>Threads a call may use; 0 for all.</summary>
    [Params(1, 0)]
    public int Threads { get; set; }

    /// <summary>Sets the threads.</summary>
    [GlobalSetup]
    public void SetUp() => _tiny.MaxThreads = _stacked.MaxThreads = Threads == 0 ? Environment.ProcessorCount : Threads;

    /// <summary>S1: LSTM 8 to 32, 20 steps, one row.</summary>
    [Benchmark]
    public double TrainTiny() => _tinyStep.Run(_tinyBatch);

    /// <summary>S3: two LSTM layers of 128 over 10 features, 100 steps, 32 rows.</summary>
    [Benchmark]
    public double TrainStacked() => _stackedStep.Run(_stackedBatch);

    /// <summary>S3, forward only.</summary>
    [Benchmark]
    public void ForwardStacked() => _stacked.Predict(_stackedBatch, _y);
}
