using System.Text;
using RnnGen.Benchmarks.Compare.Goals;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Compare.Values;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>Writes a comparison for people.</summary>
internal sealed class MarkdownReport(Report report)
{
    private readonly StringBuilder _text = new();

    /// <summary>The whole page.</summary>
    public string Write()
    {
        Line("# Comparison");
        Line();
        if (report.Options.IsSmoke)
        {
            Line("**A smoke run: everything ran once or twice. The times mean nothing, the values do.**");
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
        Line($"- Processor: {machine.Processor}; {machine.Cores} cores; kernels for {machine.Tier}");
        Line($"- System: {machine.System}; {machine.Runtime}; load averages at the start: {machine.Load}");
        foreach ((string name, string version) in report.Versions)
            Line($"- {name}: {version}");
        foreach ((string name, string reason) in report.Results.Skipped)
            Line($"- Skipped: {name}: {reason}");
        foreach (string failure in report.Results.Failures)
            Line($"- **Failed**: {failure}");
        CompareOptions options = report.Options;
        Line($"- {options.Rounds} rounds of {options.Seconds} s a time. Best: the shortest time of all rounds. Median:"
            + " the middle one of the rounds' medians. A system's best setting is the one with the shortest time.");
        Line();
        if (report.Roofline.Lines.Count == 0)
            return;

        Line("| machine | 1 core | all cores |");
        Line("| --- | ---: | ---: |");
        foreach (string name in report.Roofline.Lines.Select(static line => line.Name).Distinct())
        {
            string unit = name.EndsWith("read", StringComparison.Ordinal) ? "GB/s" : "GFLOP/s";
            string one = Text.WithUnit(report.Roofline.Value(name, 1), unit);
            Line($"| {name} | {one} | {Text.WithUnit(report.Roofline.Value(name, machine.Cores), unit)} |");
        }

        foreach (TierResult tier in report.Results.Tiers)
            Line($"| RnnGen on {tier.Tier}: {tier.What} | {Text.WithUnit(tier.Value, tier.Unit)} | |");
        Line();
    }

    private void WriteOwn()
    {
        Line("## RnnGen");
        Line();
        Line("GFLOP/s are those of the recurrent layers' products, at the best time; the share is that of the");
        Line("measured peak of multiply-adds of the cores used. Bytes are what a run allocates after the first.");
        Line();
        Line("| workload | what | setting | best | median | spread | GFLOP/s | of peak | bytes |");
        Line("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach ((Workload workload, Kind kind, Summary own) in report.OwnTimes)
        {
            double flops = Flops(workload, kind) / own.Best * 1e-9;
            double? share = 100 * flops / report.Roofline.Peak(report.Machine.Tier, own.Threads);
            long bytes = report.Results.Allocated[(workload.Name, kind)];
            Line($"| {workload.Name} | {Words(kind)} | {own.Setting} | {Text.Time(own.Best)} | {Text.Time(own.Median)}"
                + $" | {Text.Three(own.Spread)} | {Text.Three(flops)} | {Text.WithUnit(share, "%")} | {bytes} |");
        }

        Line();
        foreach (Workload workload in report.Options.Workloads)
            Line($"- {workload.Name}: {workload.Title}");
        Line();
    }

    private void WritePeers()
    {
        Line("## Against others");
        Line();
        Line("Ratio: the peer's time by RnnGen's, best by best and median by median; above 1 RnnGen is faster. oneDNN");
        Line("computes the recurrent layers only, and of a training step forward and backward only. Difference: of");
        Line("values, absolute and by the tensor's largest; judged by the latter, at most");
        Line($"{Text.Small(ValueCheck.RelativeBound)}, but parameters after three training steps by the former, at most");
        Line($"{Text.Small(ValueCheck.TrainedBound)}.");
        Line();
        Line("| workload | what | RnnGen best | median | peer | setting | best | median | spread | ratio best | median"
            + " | difference | agrees |");
        Line("| --- | --- | ---: | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |");
        foreach ((Workload workload, Kind kind, Summary own) in report.OwnTimes)
        {
            foreach (Peer peer in Peer.All)
            {
                if (report.Results.Best(workload.Name, kind, peer.Name) is { } theirs)
                    WritePeer(workload, kind, own, peer, theirs);
            }
        }

        Line();
    }

    private void WritePeer(Workload workload, Kind kind, Summary own, Peer peer, Summary theirs)
    {
        CheckedValue? check = report.Results.WorstCheck(workload.Name, kind, peer.Name);
        string difference = check?.Difference is { } found
            ? $"{Text.Small(found.Absolute)}, {Text.Small(found.Relative)}"
            : "";
        string verdict = check == null ? "not compared" : check.IsFine ? "yes" : "**no**";
        Line($"| {workload.Name} | {Words(kind)} | {Text.Time(own.Best)} | {Text.Time(own.Median)} | {peer.Name}"
            + $" | {theirs.Setting} | {Text.Time(theirs.Best)} | {Text.Time(theirs.Median)}"
            + $" | {Text.Three(theirs.Spread)} | {Text.Three(theirs.Best / own.Best)} | {Text.Three(theirs.Median / own.Median)}"
            + $" | {difference} | {verdict} |");
    }

    private void WriteGoals()
    {
        Line("## Goals");
        Line();
        Line("The state is that of the best times.");
        Line();
        Line("| goal | what | solid | moon | by best | by median | state |");
        Line("| --- | --- | ---: | ---: | ---: | ---: | --- |");
        foreach (Goal goal in report.Goals)
        {
            string[] numbers =
            [
                .. ((double?[])[goal.Solid, goal.Moon, goal.Value, goal.MedianValue])
                    .Select(value => Text.WithUnit(value, goal.Unit)),
            ];
            Line($"| {goal.Row} | {goal.What} | {string.Join(" | ", numbers)} | {goal.State} |");
        }
    }

    private static double Flops(Workload workload, Kind kind) => kind switch
    {
        Kind.Training => workload.TrainingFlops,
        Kind.Stream => workload.Shape.StepFlops,
        _ => workload.Flops,
    };

    private static string Words(Kind kind) => kind switch
    {
        Kind.Training => "training step",
        Kind.Stream => "stream step",
        _ => "forward",
    };

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
