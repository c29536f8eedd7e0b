namespace RnnGen.Data;

/// <summary>How a file of separated values is written.</summary>
public sealed record CsvOptions
{
    private readonly char _separator = ',';
    private readonly char? _quote = '"';

    /// <summary>What stands between two fields; a comma by default.</summary>
    /// <exception cref="ArgumentException">It is the end of a line.</exception>
    public char Separator
    {
        get => _separator;
        init => _separator = value is not ('\r' or '\n')
            ? value
            : throw new ArgumentException("Separator is the end of a line.", nameof(Separator));
    }

    /// <summary>What encloses a field with separators or line ends; null for none. A double quote by default.</summary>
    /// <exception cref="ArgumentException">It is the end of a line.</exception>
    public char? Quote
    {
        get => _quote;
        init => _quote = value is not ('\r' or '\n')
            ? value
            : throw new ArgumentException("Quote is the end of a line.", nameof(Quote));
    }

    /// <summary>Whether the first record names the columns; true by default.</summary>
    public bool HasHeader { get; init; } = true;
}
