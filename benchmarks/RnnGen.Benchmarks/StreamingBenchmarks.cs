using BenchmarkDotNet.Attributes;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks;

/// <summary>S1, inference: LSTM 8 to 32, 20 steps, one row.</summary>
[InProcess]
[MemoryDiagnoser]
public class StreamingBenchmarks
{
    private const int Steps = 20;
    private const int Features = 8;

    private readonly float[] _x = Numbers.Uniform(Steps * Features);
    private readonly float[] _y = new float[Steps * 32];
    private readonly TinyLstm _model = new(seed: 1);
    private readonly ModelStream<float> _stream;

    /// <summary>Makes the stream.</summary>
    public StreamingBenchmarks() => _stream = _model.CreateStream();

    /// <summary>One step of a stream.</summary>
    [Benchmark]
    public float Step() => _stream.Step(_x.AsSpan(0, Features))[0];

    /// <summary>20 steps of a stream; the time is a sequence's.</summary>
    [Benchmark]
    public float StreamedSequence()
    {
        _stream.Reset();
        float last = 0;
        for (int t = 0; t < Steps; t++)
            last = _stream.Step(_x.AsSpan(t * Features, Features))[0];
        return last;
    }

    /// <summary>The whole sequence at once.</summary>
    [Benchmark]
    public float Sequence()
    {
        _model.Predict(_x, _y);
        return _y[^1];
    }

    /// <summary>The same equations as plain loops over arrays, with the platform's functions.</summary>
    [Benchmark(Baseline = true)]
    public float NaiveSequence() => NaiveLstm.Run(_x, Steps, Features, _model.Parameters);
}
