using System.Text.Json;
using System.Text.Json.Serialization;
using RnnGen.Benchmarks.Compare.Goals;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Workloads;
using RnnGen.Ilgpu;

namespace RnnGen.DeviceBenchmarks.Results;

/// <summary>What a run has found.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Device">The device.</param>
/// <param name="LargeProducts">What computed large products on it.</param>
/// <param name="Torch">PyTorch's version and what it computed on; null where it did not run.</param>
/// <param name="IsSameDevice">Whether PyTorch computed on the device.</param>
/// <param name="Results">Times and comparisons.</param>
internal sealed record DeviceReport(
    DeviceOptions Options,
    Machine Machine,
    IlgpuDeviceInfo Device,
    string LargeProducts,
    string? Torch,
    bool IsSameDevice,
    ResultSet Results)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Time of RnnGen with its time loops run one way.</summary>
    public Measurement? Own(Workload workload, Kind kind, LoopPlan plan) =>
        Results.Measurements.Find(m => m.Workload == workload.Name && m.Kind == kind
            && m.System == Measurement.Own && m.Setting == PlanRun.NameOf(plan));

    /// <summary>RnnGen's time where nothing is forced, or else its shortest.</summary>
    public Measurement? Own(Workload workload, Kind kind) =>
        Own(workload, kind, LoopPlan.Automatic) ?? Results.Measurements
            .Where(m => m.Workload == workload.Name && m.Kind == kind && m.System == Measurement.Own)
            .MinBy(static m => m.Best);

    /// <summary>PyTorch's shortest time with such a setting.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="kind">What was timed.</param>
    /// <param name="setting">How the setting's name begins.</param>
    public Measurement? Peer(Workload workload, Kind kind, string setting) =>
        Results.Measurements
            .Where(m => m.Workload == workload.Name && m.Kind == kind && m.System == TorchOnDevice.Name
                && m.Setting.StartsWith(setting, StringComparison.Ordinal))
            .MinBy(static m => m.Best);

    /// <summary>How often as long a time loop takes with a launch an operation as in one launch.</summary>
    public double? PlanRatio(Workload workload, Kind kind) =>
        Own(workload, kind, LoopPlan.Stepped)?.Best / Own(workload, kind, LoopPlan.OneLaunch)?.Best;

    /// <summary>The goals.</summary>
    public IReadOnlyList<Goal> Goals => new DeviceGoals(this).Rows();

    /// <summary>All of it for programs.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Machine,
            Device = Device.ToString(),
            LargeProducts,
            Torch,
            TorchIsOnSameDevice = IsSameDevice,
            Options.Seconds,
            Options.IsSmoke,
            Workloads = Options.Workloads.Select(static w => new { w.Name, w.Title, w.Flops, w.TrainingFlops }),
            Results.Measurements,
            Values = Results.Checks,
            Goals,
            Results.Skipped,
            Results.Failures,
        },
        s_json);
}
