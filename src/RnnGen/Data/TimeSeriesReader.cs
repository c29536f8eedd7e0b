using System.Globalization;

namespace RnnGen.Data;

/// <summary>
/// Reads .ts files, the format of the UEA and UCR archives as sktime writes it: "@" lines, then a series a line, its
/// dimensions between ":", their values between ",", the class label last; "?" and "NaN" are missing values. Series may
/// differ in length. Time stamps are refused.
/// </summary>
public static class TimeSeriesReader
{
    /// <summary>The series of a file in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="DataFormatException">The file is no .ts file, or has time stamps.</exception>
    public static TimeSeriesData<T> Read<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using StreamReader reader = LineSource.Open(path);
        return Read<T>(reader, path);
    }

    /// <summary>The series of a text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="DataFormatException">The text is no .ts file, or has time stamps.</exception>
    public static TimeSeriesData<T> Read<T>(TextReader reader, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        var lines = new LineSource(reader, name);
        TimeSeriesHeader header = TimeSeriesHeader.Read(lines);
        var cases = new List<TimeSeriesCase<T>>();
        int dimensions = header.Dimensions, steps = header.SeriesLength;
        while (lines.Next())
        {
            if (TimeSeriesHeader.IsRemark(lines.Text))
                continue;
            TimeSeriesCase<T> series = Case<T>(lines, header, ref dimensions);
            if (header.EqualLength && steps != 0 && series.Steps != steps)
                throw lines.Error(0, $"expected {steps} steps as @equalLength says, found {series.Steps}.");
            steps = series.Steps;
            cases.Add(series);
        }

        return cases.Count > 0
            ? new TimeSeriesData<T>(header.ProblemName, dimensions, header.ClassLabels.AsReadOnly(), cases)
            : throw lines.ErrorAtEnd("expected a series after @data, found the end of the file.");
    }

    private static TimeSeriesCase<T> Case<T>(LineSource lines, TimeSeriesHeader header, ref int dimensions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string[] parts = lines.Text.Split(':');
        int found = parts.Length - (header.HasLabel ? 1 : 0);
        if (dimensions == 0)
            dimensions = Math.Max(found, 1);
        if (found != dimensions)
        {
            throw lines.Error(
                lines.Text.Length,
                $"expected {dimensions} dimensions{(header.HasLabel ? " and a label" : "")} between \":\", found "
                + $"{parts.Length} parts.");
        }

        int steps = Steps(lines, parts.AsSpan(0, dimensions));
        var features = new T[steps * dimensions];
        int column = 0;
        for (int f = 0; f < dimensions; f++)
        {
            Dimension(lines, parts[f], column, features.AsSpan(f), dimensions);
            column += parts[f].Length + 1;
        }

        string? label = header.HasLabel ? parts[^1].Trim() : null;
        return header.HasTarget
            ? new TimeSeriesCase<T>(features, steps, label, -1, Value<T>(lines, label, column), lines.Line)
            : new TimeSeriesCase<T>(features, steps, label, Class(lines, header, label, column), null, lines.Line);
    }

    // Counted before anything is allocated: the sizes of a broken line may be anything.
    private static int Steps(LineSource lines, ReadOnlySpan<string> dimensions)
    {
        int steps = 0, column = 0;
        for (int f = 0; f < dimensions.Length; f++)
        {
            int values = dimensions[f].AsSpan().Count(',') + 1;
            if (f > 0 && values != steps)
            {
                throw lines.Error(
                    column, $"expected {steps} values in dimension {f + 1} as in the first, found {values}.");
            }

            steps = values;
            column += dimensions[f].Length + 1;
        }

        return steps;
    }

    private static void Dimension<T>(LineSource lines, string text, int column, Span<T> to, int dimensions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = 0;
        for (int start = 0, end; start <= text.Length; start = end + 1)
        {
            end = text.IndexOf(',', start);
            if (end < 0)
                end = text.Length;
            to[at] = Value<T>(lines, text.AsSpan(start, end - start).Trim(), column + start);
            at += dimensions;
        }
    }

    private static T Value<T>(LineSource lines, ReadOnlySpan<char> text, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (text is "?" || text.Equals("NaN", StringComparison.OrdinalIgnoreCase))
            return T.NaN;
        if (text is ['(', ..])
            throw lines.Error(column, "expected a value, found \"(\": series with time stamps are not read.");
        return T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && T.IsFinite(value)
            ? value
            : throw lines.Error(column, $"expected a number or \"?\", found {LineSource.Show(text)}.");
    }

    private static int Class(LineSource lines, TimeSeriesHeader header, string? label, int column)
    {
        if (label == null)
            return -1;
        int index = header.ClassLabels.IndexOf(label);
        return index >= 0
            ? index
            : throw lines.Error(
                column,
                $"expected one of the labels {string.Join(", ", header.ClassLabels.Take(20))}, found "
                + $"{LineSource.Show(label)}.");
    }
}
