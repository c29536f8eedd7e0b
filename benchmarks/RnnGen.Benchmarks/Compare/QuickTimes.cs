using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare;

/// <summary>Prints our own times of the workloads, for work on the kernels.</summary>
internal static class QuickTimes
{
    /// <summary>
    /// Times the workloads named, or all, on the numbers of threads given, or on one and on all; <c>train</c> and
    /// <c>forward</c> leave out the other.
    /// </summary>
    public static void Run(string[] words)
    {
        int[] threads = [.. words.Where(static word => int.TryParse(word, out _)).Select(int.Parse)];
        foreach (Workload workload in WorkloadTable.All)
        {
            if (words.Any(static word => word[0] == 'S') && !words.Contains(workload.Name))
                continue;
            foreach (int count in threads.Length > 0 ? threads : [1, Environment.ProcessorCount])
                Run(workload, count, !words.Contains("train"), !words.Contains("forward"));
        }
    }

    private static void Run(Workload workload, int threads, bool forward, bool train)
    {
        Model<float> model = workload.Create();
        model.MaxThreads = threads;
        var y = new float[model.Info.OutputPerStep
            ? workload.Batch.Rows * workload.Batch.Steps * model.Info.Outputs
            : workload.Batch.Rows * model.Info.Outputs];
        if (forward)
            Print(workload.Name + " forward", threads, workload.Flops, () => model.Predict(workload.Batch, y));
        if (workload.Name == "S1" && forward)
        {
            using ModelStream<float> stream = model.CreateStream();
            float[] x = workload.Batch.Features.ToArray();
            Print("S1 stream step", 1, workload.Shape.StepFlops, () => stream.Step(x.AsSpan(0, 8)), batch: 1000);
        }

        if (!workload.Trains || !train)
            return;

        // So small a rate that the network does not converge: its gradients would become denormal, and slow.
        using var step = new TrainingStep<float>(model, new Adam(1e-9)) { ClipNorm = 1 };
        Print(workload.Name + " train", threads, workload.TrainingFlops, () => step.Run(workload.Batch));
    }

    private static void Print(string name, int threads, double flops, Action action, int batch = 1)
    {
        Timing.Of(action, 0.5);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Timing timing = Timing.Of(action, 2, batch);
        double used = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / timing.Count / batch;
        Console.WriteLine(
            $"{name,-16} threads {threads}: best {timing.Best * 1e3,10:0.00000} ms,"
            + $" median {timing.Median * 1e3,10:0.00000} ms, processors {used,10:0.00000} ms,"
            + $" {flops / timing.Best * 1e-9,6:0.0} GFLOP/s");
    }
}
