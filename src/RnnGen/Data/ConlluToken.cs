namespace RnnGen.Data;

/// <summary>
/// One line of a CoNLL-U sentence: a word, a range of words that are written as one, or an empty node.
/// </summary>
public sealed class ConlluToken
{
    private readonly string[] _columns;

    internal ConlluToken(string[] columns, int line)
    {
        _columns = columns;
        Columns = Array.AsReadOnly(columns);
        Line = line;
    }

    /// <summary>The ten columns as they stand; a column without a value is "_".</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Line of the file, from 1.</summary>
    public int Line { get; }

    /// <summary>Column 1: 1, 2, ... of a word, "1-2" of a range, "1.1" of an empty node.</summary>
    public string Id => _columns[0];

    /// <summary>Column 2: the word as it is written.</summary>
    public string Form => _columns[1];

    /// <summary>Column 3: the dictionary form.</summary>
    public string Lemma => _columns[2];

    /// <summary>Column 4: the universal part of speech.</summary>
    public string Upos => _columns[3];

    /// <summary>Column 5: the language's own part of speech.</summary>
    public string Xpos => _columns[4];

    /// <summary>Column 6: morphological features.</summary>
    public string Feats => _columns[5];

    /// <summary>Column 7: id of the head, 0 for the root.</summary>
    public string Head => _columns[6];

    /// <summary>Column 8: relation to the head.</summary>
    public string DepRel => _columns[7];

    /// <summary>Column 9: the enhanced graph.</summary>
    public string Deps => _columns[8];

    /// <summary>Column 10: anything else.</summary>
    public string Misc => _columns[9];

    /// <summary>Whether the line is a word, not a range or an empty node.</summary>
    public bool IsWord => !IsRange && !IsEmptyNode;

    /// <summary>Whether the line is a range of words that are written as one, such as 1-2.</summary>
    public bool IsRange => Id.Contains('-');

    /// <summary>Whether the line is an empty node, such as 1.1.</summary>
    public bool IsEmptyNode => Id.Contains('.');

    /// <summary>The id and the form.</summary>
    public override string ToString() => $"{Id} {Form}";
}
