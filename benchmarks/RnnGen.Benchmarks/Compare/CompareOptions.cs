using System.Globalization;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare;

/// <summary>What a comparison is asked to do.</summary>
internal sealed record CompareOptions
{
    /// <summary>How to call it.</summary>
    public const string Usage =
        "compare [--smoke] [--only S1,S3] [--peers torch,onednn,onnx,rtneural|none] [--out DIR] [--seconds N]"
        + " [--rounds N]";

    /// <summary>The workloads, in order.</summary>
    public required IReadOnlyList<Workload> Workloads { get; init; }

    /// <summary>Keys of the peers to run; null for all.</summary>
    public IReadOnlyList<string>? Peers { get; init; }

    /// <summary>Where the results go.</summary>
    public required string Out { get; init; }

    /// <summary>Seconds of measuring for one time of one setting in one round.</summary>
    public double Seconds { get; init; } = 2;

    /// <summary>How often everything is measured.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Whether only to see that everything runs and agrees; the times mean nothing then.</summary>
    public bool IsSmoke { get; init; }

    /// <summary>Reads the command line; null where it is wrong.</summary>
    public static CompareOptions? Parse(ReadOnlySpan<string> args)
    {
        var options = new CompareOptions { Workloads = WorkloadTable.All, Out = Places.Results };
        while (!args.IsEmpty)
        {
            if (args[0] == "--smoke")
            {
                options = options with { IsSmoke = true, Seconds = 0.01, Rounds = 1 };
                args = args[1..];
                continue;
            }

            if (args.Length < 2 || options.With(args[0], args[1]) is not { } changed)
                return null;
            options = changed;
            args = args[2..];
        }

        return options;
    }

    private CompareOptions? With(string name, string value)
    {
        switch (name)
        {
            case "--only":
                // S1t is the training step of S1, S6w a wider S6.
                string[] names = value.Split(',');
                Workload[] found =
                    [.. WorkloadTable.All.Where(w => names.Contains(w.Name) || names.Contains(w.Name.TrimEnd('t', 'w')))];
                return found.Length == 0 ? null : this with { Workloads = found };
            case "--peers":
                string[] keys = value == "none" ? [] : value.Split(',');
                return keys.Except(Peer.All.Select(static peer => peer.Key)).Any() ? null : this with { Peers = keys };
            case "--out":
                return this with { Out = Path.GetFullPath(value) };
            case "--seconds"
                when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds):
                return this with { Seconds = seconds };
            case "--rounds" when int.TryParse(value, CultureInfo.InvariantCulture, out int rounds) && rounds > 0:
                return this with { Rounds = rounds };
            default:
                return null;
        }
    }
}
