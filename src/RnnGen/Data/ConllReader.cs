namespace RnnGen.Data;

/// <summary>
/// Reads the column formats of the CoNLL tasks before CoNLL-U (2000 chunking, 2003 entities, WNUT): one token a line, a
/// blank line or one of white space after each sentence. Columns stand between tabs where the line has a tab, else
/// between white space. Lines of <c>-DOCSTART-</c> are left out. Sentences are read one by one as they are enumerated.
/// </summary>
public static class ConllReader
{
    /// <summary>The column that stands for the last one.</summary>
    public const int LastColumn = -1;

    private const string DocumentStart = "-DOCSTART-";

    /// <summary>The sentences of a file in UTF-8, which is open while they are enumerated.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tokenColumn">Column of the token, from 0.</param>
    /// <param name="tagColumn">Column of the tag, from 0, or <see cref="LastColumn"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is negative, or both are the same.</exception>
    /// <exception cref="DataFormatException">
    /// While enumerating: a line lacks a column, or has not as many as the first.
    /// </exception>
    public static IEnumerable<TaggedSentence> Read(string path, int tokenColumn = 0, int tagColumn = LastColumn)
    {
        Check(tokenColumn, tagColumn);
        return LineSource.FromFile(path, (reader, name) => ReadAll(reader, name, tokenColumn, tagColumn));
    }

    /// <summary>The sentences of a text; they can be enumerated once.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="tokenColumn">Column of the token, from 0.</param>
    /// <param name="tagColumn">Column of the tag, from 0, or <see cref="LastColumn"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is negative, or both are the same.</exception>
    /// <exception cref="DataFormatException">
    /// While enumerating: a line lacks a column, or has not as many as the first.
    /// </exception>
    public static IEnumerable<TaggedSentence> Read(
        TextReader reader, string name, int tokenColumn = 0, int tagColumn = LastColumn)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        Check(tokenColumn, tagColumn);
        return ReadAll(reader, name, tokenColumn, tagColumn);
    }

    private static IEnumerable<TaggedSentence> ReadAll(
        TextReader reader, string name, int tokenColumn, int tagColumn)
    {
        var lines = new LineSource(reader, name);
        var tokens = new List<string>();
        var tags = new List<string>();
        int start = 0, columns = 0;
        while (lines.Next())
        {
            if (string.IsNullOrWhiteSpace(lines.Text))
            {
                if (tokens.Count > 0)
                    yield return Sentence();
                continue;
            }

            if (lines.Text.StartsWith(DocumentStart, StringComparison.Ordinal))
                continue;
            List<Range> fields = Fields(lines.Text);
            RequireColumns(lines, fields, Math.Max(tokenColumn + (tagColumn < 0 ? 2 : 1), tagColumn + 1), columns);
            columns = fields.Count;
            if (tokens.Count == 0)
                start = lines.Line;
            tokens.Add(Value(lines, fields[tokenColumn], "token"));
            tags.Add(Value(lines, tagColumn < 0 ? fields[^1] : fields[tagColumn], "tag"));
        }

        if (tokens.Count > 0)
            yield return Sentence();

        TaggedSentence Sentence()
        {
            var sentence = new TaggedSentence([.. tokens], [.. tags], start);
            tokens.Clear();
            tags.Clear();
            return sentence;
        }
    }

    private static void RequireColumns(LineSource lines, List<Range> fields, int least, int asBefore)
    {
        if (fields.Count < least)
            throw lines.Error(lines.Text.Length, $"expected at least {least} columns, found {fields.Count}.");
        if (asBefore != 0 && fields.Count != asBefore)
        {
            int at = fields.Count > asBefore ? fields[asBefore].Start.Value : lines.Text.Length;
            throw lines.Error(at, $"expected {asBefore} columns as in the lines before, found {fields.Count}.");
        }
    }

    private static string Value(LineSource lines, Range field, string what)
    {
        string value = lines.Text[field].Trim();
        return value.Length > 0 ? value : throw lines.Error(field.Start.Value, $"expected a {what}, found nothing.");
    }

    private static List<Range> Fields(string text)
    {
        var fields = new List<Range>();
        bool tabs = text.Contains('\t');
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !(tabs ? text[i] == '\t' : char.IsWhiteSpace(text[i])))
                continue;
            if (tabs || i > start)
                fields.Add(start..i);
            start = i + 1;
        }

        return fields;
    }

    private static void Check(int tokenColumn, int tagColumn)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokenColumn);
        ArgumentOutOfRangeException.ThrowIfLessThan(tagColumn, LastColumn);
        ArgumentOutOfRangeException.ThrowIfEqual(tagColumn, tokenColumn);
    }
}
