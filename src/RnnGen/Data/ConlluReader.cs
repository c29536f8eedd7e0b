using System.Globalization;

namespace RnnGen.Data;

/// <summary>
/// Reads CoNLL-U, the format of Universal Dependencies: ten columns between tabs, comments with "#", a blank line after
/// each sentence. Sentences are read one by one as they are enumerated.
/// </summary>
public static class ConlluReader
{
    private const int Columns = 10;

    /// <summary>The sentences of a file in UTF-8, which is open while they are enumerated.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">While enumerating: a line is no CoNLL-U.</exception>
    public static IEnumerable<ConlluSentence> Read(string path) => LineSource.FromFile(path, ReadAll);

    /// <summary>The sentences of a text; they can be enumerated once.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <exception cref="DataFormatException">While enumerating: a line is no CoNLL-U.</exception>
    public static IEnumerable<ConlluSentence> Read(TextReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        return ReadAll(reader, name);
    }

    private static IEnumerable<ConlluSentence> ReadAll(TextReader reader, string name)
    {
        var lines = new LineSource(reader, name);
        var comments = new List<string>();
        var tokens = new List<ConlluToken>();
        int words = 0;
        while (lines.Next())
        {
            if (string.IsNullOrWhiteSpace(lines.Text))
            {
                if (comments.Count + tokens.Count > 0)
                    yield return Sentence(words == 0 ? lines.Error(0, NoWords) : null);
            }
            else if (lines.Text[0] == '#')
            {
                comments.Add(lines.Text);
            }
            else
            {
                tokens.Add(Token(lines, ref words));
            }
        }

        if (comments.Count + tokens.Count > 0)
            yield return Sentence(words == 0 ? lines.ErrorAtEnd(NoWords) : null);

        ConlluSentence Sentence(DataFormatException? error)
        {
            if (error != null)
                throw error;
            var sentence = new ConlluSentence([.. comments], [.. tokens]);
            comments.Clear();
            tokens.Clear();
            words = 0;
            return sentence;
        }
    }

    private const string NoWords = "expected a word, found the end of the sentence.";

    private static ConlluToken Token(LineSource lines, ref int words)
    {
        string[] columns = lines.Text.Split('\t');
        int column = 0;
        for (int i = 0; i < columns.Length && i < Columns; i++)
        {
            if (columns[i].Length == 0)
                throw lines.Error(column, $"expected a value or \"_\" in column {i + 1}, found nothing.");
            column += columns[i].Length + 1;
        }

        if (columns.Length != Columns)
        {
            throw lines.Error(
                Math.Min(column, lines.Text.Length), $"expected {Columns} columns, found {columns.Length}.");
        }

        if (Number(columns[0]) is { } id)
        {
            words++;
            if (id != words)
                throw lines.Error(0, $"expected the id {words}, found \"{columns[0]}\".");
        }
        else if (!IsPair(columns[0], '-', ordered: true) && !IsPair(columns[0], '.', ordered: false))
        {
            throw lines.Error(
                0, $"expected an id such as 1, 1-2 or 1.1, found {LineSource.Show(columns[0])}.");
        }

        return new ConlluToken(columns, lines.Line);
    }

    private static bool IsPair(string id, char between, bool ordered)
    {
        int at = id.IndexOf(between);
        return at > 0
            && Number(id.AsSpan(0, at)) is { } first
            && Number(id.AsSpan(at + 1)) is { } second
            && (!ordered || first <= second);
    }

    private static int? Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
