using System.Globalization;
using RnnGen.Benchmarks.Workloads;
using RnnGen.DeviceBenchmarks.Cases;
using RnnGen.Ilgpu;

namespace RnnGen.DeviceBenchmarks;

/// <summary>What the program is asked to do.</summary>
internal sealed record DeviceOptions
{
    /// <summary>How to call it.</summary>
    public const string Usage = "[--device cuda|opencl|any] [--smoke] [--only S3,lstm64]"
        + " [--plans automatic,one,stepped] [--peers torch|none] [--seconds N] [--out DIR]";

    private static readonly (string Name, LoopPlan Plan)[] s_plans =
        [("automatic", LoopPlan.Automatic), ("one", LoopPlan.OneLaunch), ("stepped", LoopPlan.Stepped)];

    /// <summary>The device, as <see cref="IlgpuDevice.Parse"/> reads it.</summary>
    public string Device { get; init; } = "any";

    /// <summary>How time loops run.</summary>
    public IReadOnlyList<LoopPlan> Plans { get; init; } = [.. s_plans.Select(static row => row.Plan)];

    /// <summary>Beginnings of the names of what is measured; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Whether PyTorch is asked too.</summary>
    public bool AsksPeers { get; init; } = true;

    /// <summary>Seconds of measuring for one time.</summary>
    public double Seconds { get; init; } = 0.5;

    /// <summary>Whether only to see that everything runs and agrees; the times mean nothing then.</summary>
    public bool IsSmoke { get; init; }

    /// <summary>Where the results go.</summary>
    public string Out { get; init; } = Path.GetFullPath("device-results");

    /// <summary>What is measured.</summary>
    public IReadOnlyList<Workload> Workloads =>
    [
        .. CaseTable.All(IsSmoke).Where(workload =>
            Only.Count == 0 || Only.Any(name => workload.Name.StartsWith(name, StringComparison.Ordinal))),
    ];

    /// <summary>Reads the command line; null where it is wrong.</summary>
    public static DeviceOptions? Parse(ReadOnlySpan<string> args)
    {
        var options = new DeviceOptions();
        while (!args.IsEmpty)
        {
            if (args[0] == "--smoke")
            {
                options = options with { IsSmoke = true, Seconds = 0.01 };
                args = args[1..];
                continue;
            }

            if (args.Length < 2 || options.With(args[0], args[1]) is not { } changed)
                return null;
            options = changed;
            args = args[2..];
        }

        return options.Workloads.Count == 0 ? null : options;
    }

    private DeviceOptions? With(string name, string value)
    {
        switch (name)
        {
            case "--device":
                return this with { Device = value };
            case "--only":
                return this with { Only = value.Split(',') };
            case "--plans":
                LoopPlan[] plans =
                    [.. s_plans.Where(row => value.Split(',').Contains(row.Name)).Select(static row => row.Plan)];
                return plans.Length == value.Split(',').Length ? this with { Plans = plans } : null;
            case "--peers" when value is "torch" or "none":
                return this with { AsksPeers = value == "torch" };
            case "--seconds"
                when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds):
                return this with { Seconds = seconds };
            case "--out":
                return this with { Out = Path.GetFullPath(value) };
            default:
                return null;
        }
    }
}
