using System.Globalization;

namespace RnnGen.Data;

/// <summary>One record of a file of separated values.</summary>
public sealed class CsvRow
{
    private readonly CsvHeader _header;
    private readonly string[] _fields;
    private readonly (int Line, int Column)[] _places;

    internal CsvRow(CsvHeader header, string[] fields, (int Line, int Column)[] places)
    {
        (_header, _fields, _places) = (header, fields, places);
        Fields = Array.AsReadOnly(fields);
    }

    /// <summary>The names of the columns; "0", "1", ... where the file has no header.</summary>
    public IReadOnlyList<string> Columns => _header.Names;

    /// <summary>The fields, without their quotes.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Line of the record's first character, from 1.</summary>
    public int Line => _places[0].Line;

    /// <summary>The field of a column.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public string this[int column] => _fields[Check(column)];

    /// <summary>The field of a column.</summary>
    /// <param name="column">The column's name.</param>
    /// <exception cref="DataFormatException">The file has no such column, or several.</exception>
    public string this[string column] => _fields[_header.IndexOf(column)];

    /// <summary>The field of a column as a number, read the same in every culture.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="DataFormatException">The field is no finite number.</exception>
    public T Number<T>(int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string text = _fields[Check(column)];
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T number) && T.IsFinite(number))
            return number;
        throw new DataFormatException(
            _header.File,
            _places[column].Line,
            _places[column].Column,
            $"expected a number in column \"{Columns[column]}\", found {LineSource.Show(text)}.");
    }

    /// <summary>The field of a column as a number, read the same in every culture.</summary>
    /// <param name="column">The column's name.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="DataFormatException">
    /// The file has no such column, or several, or the field is no finite number.
    /// </exception>
    public T Number<T>(string column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Number<T>(_header.IndexOf(column));

    /// <summary>The fields.</summary>
    public override string ToString() => string.Join(", ", _fields);

    internal int IndexOf(string column) => _header.IndexOf(column);

    private int Check(int column) => (uint)column < (uint)_fields.Length
        ? column
        : throw new ArgumentOutOfRangeException(
            nameof(column), column, $"column is {column}; the row has 0 to {_fields.Length - 1}.");
}
