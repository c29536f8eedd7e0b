using RnnGen.Benchmarks.Workloads;
using RnnGen.Program;

namespace RnnGen.Benchmarks.Compare.Values;

/// <summary>What RnnGen computes on a workload, by the names under which peers write the same.</summary>
internal static class OwnValues
{
    /// <summary>
    /// forward; stream; layers, the recurrent layers' output; gradient/NAME, the gradients where that of every output
    /// of the layers is 1; trained/NAME, the parameters after three training steps.
    /// </summary>
    public static IReadOnlyDictionary<string, float[]> Of(Workload workload)
    {
        var values = new Dictionary<string, float[]>();
        Model<float> model = workload.Create();
        var forward = new float[workload.OutputLength];
        model.Predict(workload.Batch, forward);
        values.Add("forward", forward);
        if (workload.Streams)
            values.Add("stream", Stream(workload, model));
        if (workload.CreateLayers is { } createLayers)
            AddLayers(workload, model, createLayers(), values);
        if (workload.Trains)
            AddTrained(workload, model, values);
        return values;
    }

    private static float[] Stream(Workload workload, Model<float> model)
    {
        int inputs = workload.Shape.Inputs;
        ReadOnlySpan<float> x = workload.Batch.Features.Span;
        var outputs = new List<float>();
        using ModelStream<float> stream = model.CreateStream();
        for (int t = 0; t < workload.Batch.Steps; t++)
            outputs.AddRange(stream.Step(x.Slice(t * inputs, inputs)));
        return [.. outputs];
    }

    private static void AddLayers(
        Workload workload, Model<float> model, Model<float> layers, Dictionary<string, float[]> values)
    {
        foreach (ParameterInfo info in layers.Info.Parameters)
            model.Parameters[info.Name].CopyTo(layers.Parameters[info.Name]);
        layers.Parameters.Commit();

        Batch<float> batch = workload.Batch;
        using Pass<float> pass = layers.CreatePass();
        pass.Forward(Batch<float>.FromFeatures(LayerInputs.Of(workload, model), batch.Rows, batch.Steps));
        values.Add("layers", pass.Outputs.ToArray());
        if (!workload.Trains)
            return;

        var ones = new float[pass.Outputs.Length];
        Array.Fill(ones, 1);
        pass.Backward(ones);
        foreach (ParameterInfo info in layers.Info.Parameters)
            values.Add("gradient/" + WorkloadFiles.PlainName(info.Name), pass.GradientOf(info.Name).ToArray());
    }

    private static void AddTrained(Workload workload, Model<float> model, Dictionary<string, float[]> values)
    {
        using var step = new TrainingStep<float>(model, new Adam(1e-3)) { ClipNorm = 1 };
        for (int i = 0; i < 3; i++)
            step.Run(workload.Batch);
        foreach (ParameterInfo info in model.Info.Parameters)
            values.Add("trained/" + WorkloadFiles.PlainName(info.Name), model.Parameters[info.Name].ToArray());
    }
}
