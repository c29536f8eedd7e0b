using RnnGen.Benchmarks.Compare;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Compare.Values;
using RnnGen.Benchmarks.Workloads;
using RnnGen.Ilgpu;

namespace RnnGen.DeviceBenchmarks;

/// <summary>
/// Times a workload on a device with its time loops run one way, and compares values with the processor's.
/// </summary>
internal sealed class PlanRun(IlgpuDevice device, LoopPlan plan, DeviceOptions options, ResultSet results)
{
    // As often as the peers: a network that has converged computes with denormal gradients.
    private const int ResetAfter = 16;

    private readonly List<Model<float>> _models = [];

    /// <summary>What is compared, by the names of <see cref="ValueCheck"/>.</summary>
    public static IReadOnlyList<(Kind Kind, string Name)> Values { get; } =
        [(Kind.Forward, "forward"), (Kind.Training, "train")];

    /// <summary>The words for a plan.</summary>
    public static string NameOf(LoopPlan plan) => plan switch
    {
        LoopPlan.OneLaunch => "one launch",
        LoopPlan.Stepped => "stepped",
        _ => "automatic",
    };

    /// <summary>Values first, then times: of a forward pass and of a training step.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="own">The processor's values.</param>
    /// <exception cref="DeviceException">The device or its compiler refused something.</exception>
    public void Run(Workload workload, IReadOnlyDictionary<string, float[]> own)
    {
        device.Plan = plan;
        try
        {
            Compare(workload, own);
            Measure(workload);
        }
        finally
        {
            device.Plan = LoopPlan.Automatic;

            // Gives back the memory that predictions have.
            foreach (Model<float> model in _models)
                model.Device = null;
            _models.Clear();
        }
    }

    private void Compare(Workload workload, IReadOnlyDictionary<string, float[]> own)
    {
        IReadOnlyDictionary<string, float[]> values = OwnValues.Of(workload with { Create = () => Here(workload) });
        foreach ((Kind kind, string name) in Values)
        {
            results.Checks.Add(new CheckedValue(
                workload.Name, kind, name, Measurement.Own, NameOf(plan),
                ValueCheck.Of(own, values.GetValueOrDefault, name)));
        }
    }

    private void Measure(Workload workload)
    {
        Model<float> model = Here(workload);
        var y = new float[workload.OutputLength];
        Measure(workload, Kind.Forward, () => model.Predict(workload.Batch, y));

        float[] initial = model.Parameters.Flat.ToArray();
        using var step = new TrainingStep<float>(model, new Adam(1e-3)) { ClipNorm = 1 };
        Measure(workload, Kind.Training, () => step.Run(workload.Batch), i =>
        {
            if (i % ResetAfter != 0)
                return;
            initial.CopyTo(model.Parameters.Flat);
            model.Parameters.Commit();
        });
    }

    private Model<float> Here(Workload workload)
    {
        Model<float> model = workload.Create();
        model.Device = device;
        _models.Add(model);
        return model;
    }

    private void Measure(Workload workload, Kind kind, Action run, Action<int>? before = null)
    {
        Timing.Of(run, options.Seconds * 0.2, 1, before);
        Timing timing = Timing.Of(run, options.Seconds, 1, before);
        results.Measurements.Add(new Measurement(
            workload.Name, kind, Measurement.Own, NameOf(plan), 1, timing.Best, timing.Median, timing.Count));
    }
}
