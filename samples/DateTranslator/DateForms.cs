using System.Globalization;

namespace DateTranslator;

/// <summary>
/// Writes dates in many forms. No text has two meanings: points stand behind a day, slashes behind a month, and years
/// of two digits are those from 1950 to 2049.
/// </summary>
internal static class DateForms
{
    private static readonly DateOnly s_first = new(1950, 1, 1);
    private static readonly DateOnly s_last = new(2049, 12, 31);

    /// <summary>.NET's format strings; "{th}" is the ending of the day.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "d MMMM yyyy", "d MMM yy", "d'{th} of' MMMM yyyy", "'the' d'{th} of' MMMM, yyyy", "MMMM d, yyyy",
        "MMM d'{th}' yyyy", "dddd, d MMMM yyyy", "ddd MMM d yy", "dd.MM.yyyy", "d.M.yy", "MM/dd/yyyy", "M/d/yy",
        "d-MMM-yyyy", "yyyyMMdd", "yyyy.M.d",
    ];

    /// <summary>
    /// Different days, each in one form; the same seed gives the same ones. The days of two parts of the list are
    /// different too.
    /// </summary>
    public static WrittenDate[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        int[] days = [.. Enumerable.Range(0, s_last.DayNumber - s_first.DayNumber + 1)];
        random.Shuffle(days);
        return Array.ConvertAll(
            days[..count], day => Write(s_first.AddDays(day), All[random.Next(All.Count)]));
    }

    /// <summary>A day in one of <see cref="All"/>.</summary>
    private static WrittenDate Write(DateOnly date, string form)
    {
        string text = date.ToString(form, CultureInfo.InvariantCulture);
        return new WrittenDate(form, text.Replace("{th}", Ending(date.Day), StringComparison.Ordinal), date);
    }

    private static string Ending(int day) => (day / 10, day % 10) switch
    {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
}
