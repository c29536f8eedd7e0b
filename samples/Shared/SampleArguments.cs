using System.Globalization;

namespace Samples;

/// <summary>The command line of a sample.</summary>
internal sealed record SampleArguments
{
    /// <summary>The data set's file or folder, or null for the sample's own data.</summary>
    public string? Data { get; private init; }

    /// <summary>What everything random is drawn from.</summary>
    public ulong Seed { get; private init; } = 1;

    /// <summary>Epochs to train, or null for the sample's own choice.</summary>
    public int? Epochs { get; private init; }

    /// <summary>Steps after which training ends, or null for no limit.</summary>
    public long? Steps { get; private init; }

    /// <summary>The folder that pictures go to, or null for none.</summary>
    public string? Plots { get; private init; }

    /// <summary>The device to train on.</summary>
    public string Device { get; private init; } = "simd";

    /// <summary>Reads the command line.</summary>
    /// <param name="arguments">What stands behind the program's name.</param>
    /// <param name="options">What the sample takes.</param>
    /// <exception cref="FormatException">An option is not known, or its value is not as it must be.</exception>
    public static SampleArguments Parse(ReadOnlySpan<string> arguments, SampleOptions options)
    {
        var read = new SampleArguments();
        for (; arguments.Length > 1; arguments = arguments[2..])
            read = read.With(arguments[0], arguments[1], options);
        return arguments.IsEmpty ? read : read.With(arguments[0], "", options);
    }

    /// <summary>The options, a line each.</summary>
    public static string Usage(SampleOptions options)
    {
        var lines = new List<string> { "options:" };
        if (TakesData(options))
        {
            string what = options.HasFlag(SampleOptions.DataFile | SampleOptions.DataFolder) ? "PATH"
                : options.HasFlag(SampleOptions.DataFile) ? "FILE" : "DIR ";
            lines.Add($"  --data {what}   the data set that README.md names; without it the sample makes its own data");
        }

        lines.Add("  --seed N      what initial weights, order and dropout are drawn from (default 1)");
        lines.Add("  --epochs N    epochs to train");
        lines.Add("  --steps N     ends training after so many steps");
        if (options.HasFlag(SampleOptions.Plots))
            lines.Add("  --plots DIR   writes pictures of what was learned to a folder");
        if (options.HasFlag(SampleOptions.Device))
            lines.Add("  --device D    simd (default), cuda, opencl, cpu or any, or a number as in cuda:1");
        lines.Add("  --help        writes this");
        return string.Join(Environment.NewLine, lines);
    }

    private SampleArguments With(string name, string value, SampleOptions options)
    {
        return name switch
        {
            "--seed" => this with { Seed = (ulong)Number() },
            "--epochs" => this with { Epochs = Number() },
            "--steps" => this with { Steps = Number() },
            "--data" when TakesData(options) => this with { Data = Existing() },
            "--data" => throw new FormatException("There is no --data: this sample makes its data by rule."),
            "--plots" when options.HasFlag(SampleOptions.Plots) => this with { Plots = Value() },
            "--device" when options.HasFlag(SampleOptions.Device) => this with { Device = Value() },
            _ => throw new FormatException($"{name} is not known."),
        };

        string Value() => value.Length > 0 ? value : throw new FormatException($"{name} needs a value.");

        int Number() => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"{name} {value}: expected a whole number from 0 to {int.MaxValue}.");

        string Existing() => (File.Exists(Value()), Directory.Exists(value)) switch
        {
            (false, false) => throw new FormatException($"{name} {value}: there is no such file or folder."),
            (true, _) when !options.HasFlag(SampleOptions.DataFile) =>
                throw new FormatException($"{name} {value}: expected a folder, found a file."),
            (_, true) when !options.HasFlag(SampleOptions.DataFolder) =>
                throw new FormatException($"{name} {value}: expected a file, found a folder."),
            _ => value,
        };
    }

    private static bool TakesData(SampleOptions options) =>
        (options & (SampleOptions.DataFile | SampleOptions.DataFolder)) != 0;
}
