using System.Text;
using RnnGen.Benchmarks.Compare.Goals;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Compare.Values;
using RnnGen.Benchmarks.Workloads;
using RnnGen.Ilgpu;

namespace RnnGen.DeviceBenchmarks.Results;

/// <summary>Writes a run for people.</summary>
internal sealed class DeviceMarkdown(DeviceReport report)
{
    private static readonly Kind[] s_kinds = [Kind.Forward, Kind.Training];

    private readonly StringBuilder _text = new();

    /// <summary>The whole page.</summary>
    public string Write()
    {
        Line("# Devices");
        Line();
        if (report.Options.IsSmoke)
        {
            Line("**A smoke run: everything ran once or twice, the grid with few steps. The times mean nothing, the");
            Line("values do.**");
            Line();
        }

        WriteMachine();
        WriteOwn();
        WritePeers();
        WriteGoals();
        return _text.ToString();
    }

    private void WriteMachine()
    {
        Machine machine = report.Machine;
        Line($"- Device: {report.Device}; large products: {report.LargeProducts}");
        Line($"- Processor: {machine.Processor}; {machine.Cores} cores; kernels for {machine.Tier}");
        Line($"- System: {machine.System}; {machine.Runtime}; load averages at the start: {machine.Load}");
        if (report.Torch is { } torch)
            Line($"- PyTorch: {torch}");
        foreach ((string name, string reason) in report.Results.Skipped)
            Line($"- Skipped: {name}: {reason}");
        foreach (string failure in report.Results.Failures)
            Line($"- **Failed**: {failure}");
        Line($"- {report.Options.Seconds} s a time. A training step is forward, loss, backward, clipping to norm 1");
        Line("  and Adam; the batch goes to the device and the loss comes back within the time, of PyTorch too.");
        Line();
    }

    private void WriteOwn()
    {
        Line("## RnnGen");
        Line();
        Line("Time loops as the sizes and the device suggest, all steps in one launch, and a launch an operation. The");
        Line("difference is the largest of the plans to the processor's SIMD kernels: of outputs by the largest, at");
        Line($"most {Text.Small(ValueCheck.RelativeBound)}; of parameters after three training steps absolute, at");
        Line($"most {Text.Small(ValueCheck.TrainedBound)}.");
        Line();
        Line("| workload | what | automatic | median | one launch | stepped | stepped / one | us a step of time"
            + " | sequences/s | difference | agrees |");
        Line("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |");
        foreach (Workload workload in report.Options.Workloads)
        {
            foreach (Kind kind in s_kinds)
            {
                if (report.Own(workload, kind) is { } own)
                    WriteOwn(workload, kind, own);
            }
        }

        Line();
        foreach (Workload workload in report.Options.Workloads)
            Line($"- {workload.Name}: {workload.Title}");
        Line();
    }

    private void WriteOwn(Workload workload, Kind kind, Measurement own)
    {
        string Time(LoopPlan plan) => report.Own(workload, kind, plan) is { } found ? Text.Time(found.Best) : "-";
        Line($"| {workload.Name} | {Words(kind)} | {Time(LoopPlan.Automatic)} | {Text.Time(own.Median)}"
            + $" | {Time(LoopPlan.OneLaunch)} | {Time(LoopPlan.Stepped)}"
            + $" | {Text.WithUnit(report.PlanRatio(workload, kind), "x")}"
            + $" | {Text.Three(own.Best * 1e6 / workload.Batch.Steps)} | {Text.Three(workload.Batch.Rows / own.Best)}"
            + $" | {Verdict(workload, kind, Measurement.Own)} |");
    }

    private void WritePeers()
    {
        if (report.Torch == null)
            return;
        Line("## Against PyTorch");
        Line();
        Line(report.IsSameDevice
            ? "On the same device, best by best: above 1 RnnGen is faster."
            : "PyTorch computed on the processor, as the device is no GPU of NVIDIA: nothing is said about cuDNN.");
        Line();
        Line("| workload | what | RnnGen | PyTorch | best | median | ratio | difference | agrees |");
        Line("| --- | --- | ---: | --- | ---: | ---: | ---: | --- | --- |");
        foreach (Workload workload in report.Options.Workloads)
        {
            foreach (Kind kind in s_kinds)
            {
                foreach (Measurement theirs in report.Results.Measurements.Where(m =>
                    m.Workload == workload.Name && m.Kind == kind && m.System == TorchOnDevice.Name))
                {
                    WritePeer(workload, kind, theirs);
                }
            }
        }

        Line();
    }

    private void WritePeer(Workload workload, Kind kind, Measurement theirs)
    {
        double? own = report.Own(workload, kind)?.Best;
        string ratio = report.IsSameDevice ? Text.WithUnit(theirs.Best / own, "x") : "-";
        bool isCompared = theirs.Setting.StartsWith("TF32 off", StringComparison.Ordinal);
        string verdict = isCompared ? Verdict(workload, kind, TorchOnDevice.Name) : " | not compared";
        Line($"| {workload.Name} | {Words(kind)} | {(own is { } time ? Text.Time(time) : "-")} | {theirs.Setting}"
            + $" | {Text.Time(theirs.Best)} | {Text.Time(theirs.Median)} | {ratio} | {verdict} |");
    }

    private string Verdict(Workload workload, Kind kind, string system)
    {
        CheckedValue? check = report.Results.WorstCheck(workload.Name, kind, system);
        string difference = check?.Difference is { } found
            ? Text.Small(found.IsAbsolute ? found.Absolute : found.Relative)
            : "";
        return $"{difference} | {(check == null ? "not compared" : check.IsFine ? "yes" : "**no**")}";
    }

    private void WriteGoals()
    {
        Line("## Goals");
        Line();
        Line("| goal | what | solid | moon | measured | state |");
        Line("| --- | --- | ---: | ---: | ---: | --- |");
        foreach (Goal goal in report.Goals)
        {
            string[] numbers =
                [.. ((double?[])[goal.Solid, goal.Moon, goal.Value]).Select(value => Text.WithUnit(value, goal.Unit))];
            Line($"| {goal.Row} | {goal.What} | {string.Join(" | ", numbers)} | {goal.State} |");
        }
    }

    private static string Words(Kind kind) => kind == Kind.Training ? "training step" : "forward";

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
