using System.Globalization;

namespace RnnGen.Data;

/// <summary>The lines of a .ts file that begin with "@".</summary>
internal sealed class TimeSeriesHeader
{
    private const string Known = "@problemName, @timeStamps, @missing, @univariate, @dimensions, @equalLength, "
        + "@seriesLength, @classLabel, @targetLabel or @data";

    private static readonly char[] s_blanks = [' ', '\t'];

    public string ProblemName { get; private set; } = "";

    /// <summary>Number of dimensions, or 0 where the header does not say.</summary>
    public int Dimensions { get; private set; }

    /// <summary>Length of every series, or 0 where the header does not say.</summary>
    public int SeriesLength { get; private set; }

    public bool EqualLength { get; private set; }

    public bool HasTarget { get; private set; }

    public List<string> ClassLabels { get; } = [];

    public bool HasLabel => HasTarget || ClassLabels.Count > 0;

    /// <summary>Reads up to the line "@data".</summary>
    public static TimeSeriesHeader Read(LineSource lines)
    {
        var header = new TimeSeriesHeader();
        while (lines.Next())
        {
            if (IsRemark(lines.Text))
                continue;
            if (!lines.Text.StartsWith('@'))
                throw lines.Error(0, $"expected {Known}, found {LineSource.Show(lines.Text)}.");
            string[] words = lines.Text.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words[0].Equals("@data", StringComparison.OrdinalIgnoreCase))
                return header;
            header.Add(lines, words);
        }

        throw lines.ErrorAtEnd("expected @data, found the end of the file.");
    }

    public static bool IsRemark(string line) =>
        string.IsNullOrWhiteSpace(line) || line.StartsWith('#') || line.StartsWith('%');

    private void Add(LineSource lines, string[] words)
    {
        switch (words[0].ToLowerInvariant())
        {
            case "@problemname":
                ProblemName = string.Join(' ', words[1..]);
                break;
            case "@timestamps":
                if (Flag(lines, words))
                {
                    throw lines.Error(
                        0, "expected @timeStamps false, found true: series with time stamps are not read.");
                }

                break;
            case "@missing":
                Flag(lines, words);
                break;
            case "@univariate":
                if (Flag(lines, words))
                    Dimensions = 1;
                break;
            case "@dimension" or "@dimensions":
                Dimensions = Count(lines, words);
                break;
            case "@equallength":
                EqualLength = Flag(lines, words);
                break;
            case "@serieslength":
                SeriesLength = Count(lines, words);
                break;
            case "@targetlabel":
                HasTarget = Flag(lines, words);
                break;
            case "@classlabel":
                AddClasses(lines, words);
                break;
            default:
                throw lines.Error(0, $"expected {Known}, found {LineSource.Show(words[0])}.");
        }
    }

    private void AddClasses(LineSource lines, string[] words)
    {
        if (!Flag(lines, words))
            return;
        if (words.Length == 2)
            throw lines.Error(lines.Text.Length, "expected class labels after @classLabel true, found nothing.");
        foreach (string label in words[2..])
        {
            if (ClassLabels.Contains(label))
                throw lines.Error(0, $"expected each class label once, found {LineSource.Show(label)} twice.");
            ClassLabels.Add(label);
        }
    }

    private static bool Flag(LineSource lines, string[] words) =>
        words.Length > 1 && bool.TryParse(words[1], out bool value)
            ? value
            : throw lines.Error(ValueColumn(lines, words), $"expected true or false, found {Value(words)}.");

    private static int Count(LineSource lines, string[] words) =>
        words.Length > 1
            && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value > 0
            ? value
            : throw lines.Error(ValueColumn(lines, words), $"expected a number above 0, found {Value(words)}.");

    private static string Value(string[] words) => LineSource.Show(words.Length > 1 ? words[1] : "");

    private static int ValueColumn(LineSource lines, string[] words) => words.Length > 1
        ? lines.Text.IndexOf(words[1], words[0].Length, StringComparison.Ordinal)
        : lines.Text.Length;
}
