using System.Diagnostics;
using RnnGen.Benchmarks.Compare.Goals;
using RnnGen.Benchmarks.Compare.Own;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Compare.Values;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare;

/// <summary>Runs RnnGen and its peers in turn on the same numbers and writes down times and differences.</summary>
internal sealed class CompareCommand(CompareOptions options)
{
    private readonly ResultSet _results = new();
    private readonly Machine _machine = Machine.Here();
    private readonly Dictionary<string, (string Folder, IReadOnlyDictionary<string, float[]> Own)> _data = [];
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Runs everything; 1 where values disagree or a peer that is there failed.</summary>
    public int Run()
    {
        List<Peer> peers = Prepare();
        double seconds = options.IsSmoke ? 0.01 : 0.3;
        Say("machine");
        Roofline roofline = Roofline.Measure(seconds, _results);
        TierRun.Run(seconds, _results);
        FirstStepRun.Run(options.IsSmoke ? 1 : 7, _results);
        for (int round = 0; round < options.Rounds; round++)
        {
            foreach (Workload workload in options.Workloads)
                Run(workload, round, peers);
            if (options.IsSmoke)
                continue;

            // A machine that was busy or slow at the start may be neither now, and the other way round.
            Say($"round {round + 1} of {options.Rounds}, machine");
            roofline = roofline.BestWith(Roofline.Measure(seconds, _results));
            TierRun.Run(seconds, _results);
        }

        var versions = peers.Where(static peer => peer.Version != null)
            .ToDictionary(static peer => peer.Name, static peer => peer.Version!);
        IReadOnlyList<Goal> goals = new GoalTable(_results, roofline).Rows();
        return Write(new Report(options, _machine, versions, roofline, _results, goals));
    }

    private List<Peer> Prepare()
    {
        var ready = new List<Peer>();
        foreach (Peer peer in Peer.All)
        {
            if (options.Peers?.Contains(peer.Key) == false)
                continue;
            try
            {
                Say($"preparing {peer.Name}");
                peer.Prepare();
                ready.Add(peer);
            }
            catch (PeerException e)
            {
                Say($"skipped: {peer.Name}: {e.Message}");
                _results.Skipped[peer.Name] = e.Message;
            }
        }

        return ready;
    }

    private void Run(Workload workload, int round, List<Peer> peers)
    {
        Say($"round {round + 1} of {options.Rounds}, {workload.Name}: RnnGen");
        new OwnRun(workload, options, _results).Run(isFirst: round == 0);
        foreach (Peer peer in peers.Where(peer => peer.Takes(workload)))
        {
            if (!_data.TryGetValue(workload.Name, out (string Folder, IReadOnlyDictionary<string, float[]> Own) data))
            {
                data = (new WorkloadFiles(workload, Places.Data(workload.Name)).Write(), OwnValues.Of(workload));
                _data.Add(workload.Name, data);
            }

            Say($"round {round + 1} of {options.Rounds}, {workload.Name}: {peer.Name}");
            new PeerRun(peer, _results).Run(workload, data.Folder, data.Own, options);
        }
    }

    private int Write(Report report)
    {
        Directory.CreateDirectory(options.Out);
        string page = new MarkdownReport(report).Write();
        File.WriteAllText(Path.Combine(options.Out, "results.md"), page);
        File.WriteAllText(Path.Combine(options.Out, "results.json"), JsonReport.Write(report));
        Console.WriteLine();
        Console.WriteLine(page);
        CheckedValue[] wrong = [.. _results.Checks.Where(static check => !check.IsFine)];
        foreach (CheckedValue check in wrong)
            Console.WriteLine($"Values disagree: {check.Workload}, {check.Values}, {check.System}, {check.Setting}");
        Say($"{_results.Checks.Count - wrong.Length} comparisons of values agree, {wrong.Length} disagree,"
            + $" {_results.Failures.Count} runs failed; results.md and results.json are written");
        return wrong.Length > 0 || _results.Failures.Count > 0 ? 1 : 0;
    }

    private void Say(string text) =>
        Console.WriteLine($"{Stopwatch.GetElapsedTime(_start).TotalSeconds,6:0.0} s  {text}");
}
