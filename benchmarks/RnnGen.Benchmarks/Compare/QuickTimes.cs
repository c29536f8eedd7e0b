using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare;

/// <summary>Prints our own times of the workloads, for work on the kernels.</summary>
internal static class QuickTimes
{
    /// <summary>Times the workloads named, or all, on each number of threads.</summary>
    public static void Run(string[] names)
    {
        foreach (Workload workload in WorkloadTable.All)
        {
            if (names.Length > 0 && !names.Contains(workload.Name))
                continue;
            foreach (int threads in (int[])[1, Environment.ProcessorCount])
                Run(workload, threads);
        }
    }

    private static void Run(Workload workload, int threads)
    {
        Model<float> model = workload.Create();
        model.MaxThreads = threads;
        var y = new float[model.Info.OutputPerStep
            ? workload.Batch.Rows * workload.Batch.Steps * model.Info.Outputs
            : workload.Batch.Rows * model.Info.Outputs];
        Print(workload.Name + " forward", threads, workload.Flops, () => model.Predict(workload.Batch, y));
        if (workload.Name == "S1")
        {
            using ModelStream<float> stream = model.CreateStream();
            float[] x = workload.Batch.Features.ToArray();
            Print("S1 stream step", 1, workload.Flops / 20, () => stream.Step(x.AsSpan(0, 8)), batch: 1000);
        }

        if (!workload.Trains)
            return;
        using var step = new TrainingStep<float>(model, new Adam(1e-3)) { ClipNorm = 1 };
        Print(workload.Name + " train", threads, workload.TrainingFlops, () => step.Run(workload.Batch));
    }

    private static void Print(string name, int threads, double flops, Action action, int batch = 1)
    {
        Timing.Of(action, 0.5);
        Timing timing = Timing.Of(action, 2, batch);
        Console.WriteLine(
            $"{name,-16} threads {threads}: best {timing.Best * 1e3,10:0.00000} ms,"
            + $" median {timing.Median * 1e3,10:0.00000} ms, {flops / timing.Best * 1e-9,6:0.0} GFLOP/s");
    }
}
