using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare;

/// <summary>Does one thing so many times and nothing else: what an instruction counter watches.</summary>
internal static class Repetition
{
    /// <summary>Repeats a forward pass, a training step or a streaming step of a workload on one thread.</summary>
    /// <param name="name">The workload.</param>
    /// <param name="kind"><c>forward</c>, <c>train</c> or <c>stream</c>.</param>
    /// <param name="count">How many times.</param>
    public static void Run(string name, string kind, int count)
    {
        Workload workload = WorkloadTable.All.Single(row => row.Name == name);
        Model<float> model = workload.Create();
        model.MaxThreads = 1;
        Action action = Prepare(workload, model, kind);
        for (int i = 0; i < count; i++)
            action();
    }

    private static Action Prepare(Workload workload, Model<float> model, string kind)
    {
        switch (kind)
        {
            case "forward":
                int vectors = model.Info.OutputPerStep ? workload.Batch.Rows * workload.Batch.Steps : workload.Batch.Rows;
                var outputs = new float[vectors * model.Info.Outputs];
                return () => model.Predict(workload.Batch, outputs);
            case "train":
                var step = new TrainingStep<float>(model, new Adam(1e-3)) { ClipNorm = 1 };
                return () => step.Run(workload.Batch);
            case "stream":
                ModelStream<float> stream = model.CreateStream();
                float[] x = workload.Batch.Features.ToArray();
                return () => stream.Step(x.AsSpan(0, model.Info.Features));
            default:
                throw new ArgumentException($"'{kind}' is not forward, train or stream.", nameof(kind));
        }
    }
}
