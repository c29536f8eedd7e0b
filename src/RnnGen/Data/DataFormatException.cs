namespace RnnGen.Data;

/// <summary>A data file is not as its format wants it. The message starts with the place: <c>file(line,column):</c>.
/// </summary>
public sealed class DataFormatException : FormatException
{
    /// <summary>An error at a place of a file.</summary>
    /// <param name="fileName">The file, as the reader was given it.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column in UTF-16 characters, from 1.</param>
    /// <param name="problem">What was expected and what was found.</param>
    /// <param name="innerException">The error below, if any.</param>
    public DataFormatException(
        string fileName, int line, int column, string problem, Exception? innerException = null)
        : base($"{fileName}({line},{column}): {problem}", innerException)
    {
        FileName = fileName;
        Line = line;
        Column = column;
    }

    /// <summary>The file, as the reader was given it.</summary>
    public string FileName { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column in UTF-16 characters, from 1.</summary>
    public int Column { get; }
}
