using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare.Own;

/// <summary>Times RnnGen on one workload, on one core and on all.</summary>
internal sealed class OwnRun(Workload workload, CompareOptions options, ResultSet results)
{
    // A network that has converged computes with gradients that are denormal; the peers reset as often.
    private const int ResetAfter = 16;

    private readonly Model<float> _model = workload.Create();
    private readonly double _seconds = options.Seconds;

    /// <summary>Measures one round.</summary>
    /// <param name="isFirst">Whether the code is new to the process: it runs until it is compiled for good.</param>
    public void Run(bool isFirst)
    {
        double warmUp = isFirst ? Math.Max(1, _seconds * 0.2) : _seconds * 0.2;
        int all = workload.Batch.Rows == 1 && workload.Shape.Units < 128 ? 1 : Environment.ProcessorCount;
        foreach (int threads in all == 1 || options.IsSmoke ? (int[])[all] : [1, all])
        {
            _model.MaxThreads = threads;
            if (workload.Predicts)
                Forward(threads, warmUp);
            if (workload.Streams)
                Stream(warmUp);
            if (workload.Trains)
                Train(threads, warmUp);
        }
    }

    private void Forward(int threads, double warmUp)
    {
        var y = new float[workload.OutputLength];
        int batch = workload.Flops < 1e6 ? 20 : 1;
        Measure(Kind.Forward, threads, warmUp, () => _model.Predict(workload.Batch, y), batch);
    }

    private void Stream(double warmUp)
    {
        const int Rounds = 50;
        int steps = workload.Batch.Steps, inputs = workload.Shape.Inputs;
        float[] x = workload.Batch.Features.ToArray();
        using ModelStream<float> stream = _model.CreateStream();
        Action run = () =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                for (int t = 0; t < steps; t++)
                    stream.Step(x.AsSpan(t * inputs, inputs));
            }
        };
        Measure(Kind.Stream, 1, warmUp, run, 1, scale: 1.0 / (Rounds * steps));
    }

    private void Train(int threads, double warmUp)
    {
        float[] initial = _model.Parameters.Flat.ToArray();
        using var step = new TrainingStep<float>(_model, new Adam(1e-3)) { ClipNorm = 1 };
        Action<int> reset = i =>
        {
            if (i % ResetAfter != 0)
                return;
            initial.CopyTo(_model.Parameters.Flat);
            _model.Parameters.Commit();
        };
        Measure(Kind.Training, threads, warmUp, () => step.Run(workload.Batch), 1, before: reset);
        reset(0);
    }

    private void Measure(
        Kind kind, int threads, double warmUp, Action run, int batch, double scale = 1, Action<int>? before = null)
    {
        if (!options.IsSmoke)
            Timing.Of(run, warmUp, 1, before);
        Timing timing = Timing.Of(run, _seconds, batch, before);
        results.Measurements.Add(new Measurement(
            workload.Name,
            kind,
            Measurement.Own,
            threads == 1 ? "1 thread" : $"{threads} threads",
            threads,
            timing.Best * scale,
            timing.Median * scale,
            timing.Count));

        // What the runtime's own threads allocate meanwhile is not ours: the least of a few runs is.
        long least = results.Allocated.GetValueOrDefault((workload.Name, kind), long.MaxValue);
        for (int i = 0; i < (options.IsSmoke ? 1 : 3); i++)
        {
            long start = GC.GetTotalAllocatedBytes(precise: true);
            run();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - start);
        }

        results.Allocated[(workload.Name, kind)] = least;
    }
}
