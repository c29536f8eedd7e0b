using System.Globalization;

namespace RnnGen.Data;

/// <summary>
/// Reads separated values by RFC 4180: fields in quotes may hold separators, line ends and doubled quotes; every record
/// has as many fields as the first. Blank lines are left out. Records are read one by one as they are enumerated.
/// </summary>
public static class CsvReader
{
    /// <summary>The records of a file in UTF-8, which is open while they are enumerated.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written; a comma and a header by default.</param>
    /// <exception cref="DataFormatException">While enumerating: a record is not as the format wants it.</exception>
    public static IEnumerable<CsvRow> Read(string path, CsvOptions? options = null)
    {
        options = Checked(options);
        return LineSource.FromFile(path, (reader, name) => ReadAll(reader, name, options, []));
    }

    /// <summary>The records of a text; they can be enumerated once.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="options">How it is written; a comma and a header by default.</param>
    /// <exception cref="DataFormatException">While enumerating: a record is not as the format wants it.</exception>
    public static IEnumerable<CsvRow> Read(TextReader reader, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        return ReadAll(reader, name, Checked(options), []);
    }

    /// <summary>One column of numbers of a file. [N]</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column's name; "0", "1", ... where the file has no header.</param>
    /// <param name="options">How it is written; a comma and a header by default.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="DataFormatException">
    /// A record is not as the format wants it, there is no such column, or a field is no finite number.
    /// </exception>
    public static T[] ReadColumn<T>(string path, string column, CsvOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ReadNumbers<T>(path, [column], options);

    /// <summary>One column of numbers of a text. [N]</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="column">The column's name; "0", "1", ... where the text has no header.</param>
    /// <param name="options">How it is written; a comma and a header by default.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="DataFormatException">
    /// A record is not as the format wants it, there is no such column, or a field is no finite number.
    /// </exception>
    public static T[] ReadColumn<T>(TextReader reader, string name, string column, CsvOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ReadNumbers<T>(reader, name, [column], options);

    /// <summary>Some columns of numbers of a file, as a series. [N, F]</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns' names. [F]</param>
    /// <param name="options">How it is written; a comma and a header by default.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="DataFormatException">
    /// A record is not as the format wants it, a column is missing, or a field is no finite number.
    /// </exception>
    public static T[] ReadNumbers<T>(string path, IReadOnlyList<string> columns, CsvOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using StreamReader reader = LineSource.Open(path);
        return ReadNumbers<T>(reader, path, columns, options);
    }

    /// <summary>Some columns of numbers of a text, as a series. [N, F]</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="columns">The columns' names. [F]</param>
    /// <param name="options">How it is written; a comma and a header by default.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="DataFormatException">
    /// A record is not as the format wants it, a column is missing, or a field is no finite number.
    /// </exception>
    public static T[] ReadNumbers<T>(
        TextReader reader, string name, IReadOnlyList<string> columns, CsvOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(columns);
        var numbers = new List<T>();
        int[]? indices = null;
        foreach (CsvRow row in ReadAll(reader, name, Checked(options), columns))
        {
            indices ??= [.. columns.Select(row.IndexOf)];
            foreach (int index in indices)
                numbers.Add(row.Number<T>(index));
        }

        return [.. numbers];
    }

    // The needed columns are looked for in the header, so that a file without records is no way past the check.
    private static IEnumerable<CsvRow> ReadAll(
        TextReader reader, string name, CsvOptions options, IReadOnlyList<string> needed)
    {
        var scanner = new CsvScanner(reader, name, options);
        CsvHeader? header = null;
        while (scanner.Next() is var (fields, places))
        {
            if (header == null)
            {
                string[] names = options.HasHeader
                    ? fields
                    : [.. fields.Select(static (_, i) => i.ToString(CultureInfo.InvariantCulture))];
                header = new CsvHeader(names, name, places[0].Line);
                foreach (string column in needed)
                    header.IndexOf(column);
                if (options.HasHeader)
                    continue;
            }

            if (fields.Length != header.Names.Count)
            {
                throw scanner.Error(
                    places[Math.Min(header.Names.Count, places.Length - 1)],
                    $"expected {header.Names.Count} fields, found {fields.Length}.");
            }

            yield return new CsvRow(header, fields, places);
        }

        if (header == null && options.HasHeader)
            throw scanner.Error("expected a header, found the end of the file.");
    }

    private static CsvOptions Checked(CsvOptions? options)
    {
        options ??= new CsvOptions();
        return options.Separator != options.Quote
            ? options
            : throw new ArgumentException(
                $"options has '{options.Separator}' both as Separator and as Quote.", nameof(options));
    }
}
