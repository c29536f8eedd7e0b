using System.Text;

namespace RnnGen.Data;

/// <summary>The lines of a text with their numbers; a byte order mark is dropped.</summary>
internal sealed class LineSource(TextReader reader, string name)
{
    private const int ShownCharacters = 40;

    /// <summary>Number of the current line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The current line, without its end.</summary>
    public string Text { get; private set; } = "";

    public bool Next()
    {
        if (reader.ReadLine() is not { } text)
            return false;
        Line++;
        Text = Line == 1 && text.StartsWith('\uFEFF') ? text[1..] : text;
        return true;
    }

    /// <summary>An error in the current line; <paramref name="column"/> counts from 0.</summary>
    public DataFormatException Error(int column, string problem, Exception? inner = null) =>
        new(name, Math.Max(Line, 1), column + 1, problem, inner);

    /// <summary>An error after the last line.</summary>
    public DataFormatException ErrorAtEnd(string problem) => new(name, Line + 1, 1, problem);

    /// <summary>A piece of a file in a message: quoted, and not too long.</summary>
    public static string Show(ReadOnlySpan<char> text) => text.Length switch
    {
        0 => "nothing",
        <= ShownCharacters => $"\"{text}\"",
        _ => $"\"{text[..ShownCharacters]}...\"",
    };

    /// <summary>What <paramref name="read"/> makes of a file, which is open while it is enumerated.</summary>
    public static IEnumerable<TItem> FromFile<TItem>(string path, Func<TextReader, string, IEnumerable<TItem>> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Enumerate(path, read);
    }

    public static StreamReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new StreamReader(path, Encoding.UTF8);
    }

    private static IEnumerable<TItem> Enumerate<TItem>(
        string path, Func<TextReader, string, IEnumerable<TItem>> read)
    {
        using StreamReader reader = Open(path);
        foreach (TItem item in read(reader, path))
            yield return item;
    }
}
