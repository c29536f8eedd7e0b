using RnnGen.Benchmarks.Compare.Goals;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Workloads;
using RnnGen.DeviceBenchmarks.Cases;
using RnnGen.Ilgpu;

namespace RnnGen.DeviceBenchmarks.Results;

/// <summary>
/// The goals that performance on devices is judged by. Against PyTorch a goal is that of its worst workload, and is
/// measured only where PyTorch computes on the same device, without TF32.
/// </summary>
internal sealed class DeviceGoals(DeviceReport report)
{
    private const int MostRows = 64;

    /// <summary>All conditions with what was measured.</summary>
    public IReadOnlyList<Goal> Rows() =>
    [
        new("plans", "training step, LSTM 16 to 32, T 100, B 8: a launch an operation by one launch", 3, 5,
            NarrowRatio()),
        new("13", "training step against PyTorch with cuDNN, worst of H 64, B 16 to 64", 0.5, 1.5,
            Worst(static w => IsLibrarys(w) && w.Shape.Units <= 64)),
        new("13", "the same, worst of H 128 to 256", 0.5, 1,
            Worst(static w => IsLibrarys(w) && w.Shape.Units > 64)),
        new("13", "forward pass, slowest step of H 64 to 256, B 16 to 64", 4, 2, SlowestStep(), Unit: "us",
            LessIsBetter: true),
        new("14", "training step of a user's cell against a loop in PyTorch, worst of H 64 to 256, B 16 to 64", 20, 50,
            Worst(static w => w.Shape.Cell == CaseTable.UserCell)),
    ];

    private static bool IsLibrarys(Workload workload) => workload.Shape.Cell != CaseTable.UserCell;

    private double? NarrowRatio() =>
        report.Options.Workloads.FirstOrDefault(static w => w.Name == CaseTable.Narrow) is { } found
            ? report.PlanRatio(found, Kind.Training)
            : null;

    private double? Worst(Func<Workload, bool> isWanted) => !report.IsSameDevice ? null :
        Compared(isWanted)
            .Select(w => report.Peer(w, Kind.Training, "TF32 off")?.Best / report.Own(w, Kind.Training)?.Best)
            .Min();

    // A processor is not what these microseconds are of.
    private double? SlowestStep() => report.Device.IsProcessor ? null :
        Compared(IsLibrarys)
            .Select(w => report.Own(w, Kind.Forward)?.Best * 1e6 / (w.Batch.Steps * w.Shape.Layers))
            .Max();

    private IEnumerable<Workload> Compared(Func<Workload, bool> isWanted) => report.Options.Workloads.Where(
        w => isWanted(w) && w.Shape.Units >= 64 && w.Batch.Rows is >= 16 and <= MostRows);
}
