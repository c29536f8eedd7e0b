using System.Globalization;

namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>Numbers for people.</summary>
internal static class Text
{
    /// <summary>A time in the unit that suits it, to three digits.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 1e-6 => Three(seconds * 1e9) + " ns",
        < 1e-3 => Three(seconds * 1e6) + " us",
        < 1 => Three(seconds * 1e3) + " ms",
        _ => Three(seconds) + " s",
    };

    /// <summary>A number to three digits.</summary>
    public static string Three(double value)
    {
        string format = Math.Abs(value) switch { < 10 => "0.00", < 100 => "0.0", _ => "0" };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A difference, which is small.</summary>
    public static string Small(double value) => value.ToString("0.0e-0", CultureInfo.InvariantCulture);

    /// <summary>A number to three digits with its unit; a dash where there is none.</summary>
    public static string WithUnit(double? value, string unit) => value is not { } number ? "-"
        : unit is "x" or "%" ? Three(number) + unit
        : unit == "B" ? $"{number:0} B"
        : $"{Three(number)} {unit}";
}
