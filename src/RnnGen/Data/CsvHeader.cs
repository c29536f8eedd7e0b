namespace RnnGen.Data;

/// <summary>The names of a file's columns, shared by its rows.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repeated = new(StringComparer.Ordinal);
    private readonly string[] _names;
    private readonly string _file;
    private readonly int _line;

    public CsvHeader(string[] names, string file, int line)
    {
        (_names, _file, _line) = (names, file, line);
        Names = Array.AsReadOnly(names);
        for (int i = 0; i < names.Length; i++)
        {
            if (!_indices.TryAdd(names[i], i))
                _repeated.Add(names[i]);
        }
    }

    public IReadOnlyList<string> Names { get; }

    public string File => _file;

    /// <summary>Index of a column, whose name no other has.</summary>
    public int IndexOf(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (_repeated.Contains(column))
        {
            throw new DataFormatException(
                _file,
                _line,
                1,
                $"expected one column {LineSource.Show(column)}, found {_names.Count(name => name == column)}: "
                + "ask for it by its number.");
        }

        return _indices.TryGetValue(column, out int index)
            ? index
            : throw new DataFormatException(
                _file,
                _line,
                1,
                $"expected a column \"{column}\", found "
                + $"{string.Join(", ", _names.Take(20).Select(static name => LineSource.Show(name)))}"
                + (_names.Length > 20 ? ", ..." : "."));
    }
}
