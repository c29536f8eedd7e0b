using System.Globalization;

namespace Samples;

/// <summary>The command line that all samples understand.</summary>
internal sealed record SampleArguments
{
    /// <summary>What a person reads who wrote something else.</summary>
    public const string Usage = """
        options:
          --data PATH   the data set in its published format; without it the sample makes its own data
          --seed N      what initial weights, order and dropout are drawn from (default 1)
          --epochs N    epochs to train
          --steps N     ends training after so many steps
        """;

    private const string PlotsUsage = "  --plots DIR   writes pictures of what was learned to a folder";

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

    /// <summary>Reads the command line; where it cannot be read, says why on the error output and gives null.</summary>
    /// <param name="arguments">What stands behind the program's name.</param>
    /// <param name="draws">Whether the sample draws pictures.</param>
    public static SampleArguments? Parse(ReadOnlySpan<string> arguments, bool draws = false)
    {
        var read = new SampleArguments();
        for (; arguments.Length > 0; arguments = arguments[2..])
        {
            string name = arguments[0];
            if (arguments.Length == 1)
                return Refuse($"{name} needs a value.", draws);
            string value = arguments[1];
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            if (name is not ("--data" or "--plots") && !isNumber)
                return Refuse($"{name} {value}: the value must be a whole number, at least 0.", draws);
            switch (name)
            {
                case "--data":
                    if (!Path.Exists(value))
                        return Refuse($"--data {value}: there is no such file or folder.", draws);
                    read = read with { Data = value };
                    break;
                case "--seed":
                    read = read with { Seed = (ulong)number };
                    break;
                case "--epochs":
                    read = read with { Epochs = number };
                    break;
                case "--steps":
                    read = read with { Steps = number };
                    break;
                case "--plots" when draws:
                    read = read with { Plots = value };
                    break;
                default:
                    return Refuse($"{name} is not known.", draws);
            }
        }

        return read;
    }

    private static SampleArguments? Refuse(string problem, bool draws)
    {
        Console.Error.WriteLine(problem);
        Console.Error.WriteLine(Usage);
        if (draws)
            Console.Error.WriteLine(PlotsUsage);
        return null;
    }
}
