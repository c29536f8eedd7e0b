using System.Globalization;

namespace AirlineForecast;

/// <summary>The command line.</summary>
internal sealed record Options(int Steps, ulong Seed)
{
    /// <summary>Reads <c>--steps N --seed N</c>; null where it says something else.</summary>
    public static Options? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new Options(Steps: 400, Seed: 1);
        for (; arguments.Length >= 2; arguments = arguments[2..])
        {
            if (!uint.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint value))
                return null;
            switch (arguments[0])
            {
                case "--steps":
                    options = options with { Steps = (int)Math.Min(value, int.MaxValue) };
                    break;
                case "--seed":
                    options = options with { Seed = value };
                    break;
                default:
                    return null;
            }
        }

        return arguments.IsEmpty ? options : null;
    }
}
