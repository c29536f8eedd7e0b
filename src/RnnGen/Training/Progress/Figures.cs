using System.Globalization;

namespace RnnGen;

/// <summary>Numbers and times for people, the same in every culture.</summary>
internal static class Figures
{
    /// <summary>Four decimals, or three digits and an exponent where these would say nothing.</summary>
    public static string Value(double value)
    {
        bool fits = Math.Abs(value) is 0 or (>= 0.001 and < 100_000);
        return value.ToString(fits ? "F4" : "0.00e+0", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A time in its two largest units.</summary>
    public static string Duration(TimeSpan time)
    {
        FormattableString text = time.TotalSeconds switch
        {
            < 0.1 => $"{time.TotalMilliseconds:F0} ms",
            < 10 => $"{time.TotalSeconds:F1} s",
            < 60 => $"{time.Seconds} s",
            < 3600 => $"{time.Minutes} min {time.Seconds:00} s",
            < 86400 => $"{time.Hours} h {time.Minutes:00} min",
            _ => $"{time.Days} d {time.Hours:00} h",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
