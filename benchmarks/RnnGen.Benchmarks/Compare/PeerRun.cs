using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Compare.Values;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare;

/// <summary>Runs a peer on a workload in each of its settings, and compares what it computed.</summary>
internal sealed class PeerRun(Peer peer, ResultSet results)
{
    /// <summary>Runs one round.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="data">The folder of its tensors.</param>
    /// <param name="own">RnnGen's values.</param>
    /// <param name="options">What was asked; a smoke run takes the first setting, one core.</param>
    public void Run(
        Workload workload, string data, IReadOnlyDictionary<string, float[]> own, CompareOptions options)
    {
        try
        {
            var task = new PeerTask(workload, data, Places.Output(peer.Key, workload.Name), options.Seconds);
            IEnumerable<PeerSetting> settings = peer.Settings(task);
            foreach (PeerSetting setting in options.IsSmoke ? settings.Take(1) : settings)
                Run(task, setting, own);
        }
        catch (PeerException e)
        {
            string failure = $"{peer.Name} on {workload.Name}: {e.Message}";
            Console.WriteLine("  " + failure);
            results.Failures.Add(failure);
        }
    }

    private void Run(PeerTask task, PeerSetting setting, IReadOnlyDictionary<string, float[]> own)
    {
        // What an earlier setting wrote must not stand in for what this one does not.
        foreach (string file in Directory.EnumerateFiles(task.Output, "*.bin", SearchOption.AllDirectories))
            File.Delete(file);
        string workload = task.Workload.Name;
        foreach (PeerLine line in PeerLine.Parse(Command.Run(setting.Program, setting.Arguments, setting.Environment)))
        {
            if (line.Version != null)
            {
                peer.Version = line.Version;
                continue;
            }

            string name = line.Variant.Length > 0 ? $"{setting.Name}, {line.Variant}" : setting.Name;
            Kind kind = KindOf(line.What);
            results.Measurements.Add(new Measurement(
                workload, kind, peer.Name, name, setting.Threads, line.Best, line.Median, line.Count));

            // Every process writes its values, so every round is compared.
            Difference? difference = ValueCheck.Of(own, task.Output, line.What);
            results.Checks.Add(new CheckedValue(workload, kind, line.What, peer.Name, name, difference));
        }
    }

    private static Kind KindOf(string what) => what switch
    {
        "forward" or "layers" => Kind.Forward,
        "train" or "gradient" => Kind.Training,
        "stream" => Kind.Stream,
        _ => throw new PeerException($"'{what}' is no kind of time"),
    };
}
