namespace RnnGen.Data;

/// <summary>A sentence of a CoNLL-U file.</summary>
public sealed class ConlluSentence
{
    internal ConlluSentence(IReadOnlyList<string> comments, IReadOnlyList<ConlluToken> tokens)
    {
        Comments = comments;
        Tokens = tokens;
        ConlluToken[] words = [.. tokens.Where(static token => token.IsWord)];
        Forms = [.. words.Select(static word => word.Form)];
        Upos = [.. words.Select(static word => word.Upos)];
    }

    /// <summary>The comment lines, each with its "#".</summary>
    public IReadOnlyList<string> Comments { get; }

    /// <summary>All lines of the sentence, ranges and empty nodes included.</summary>
    public IReadOnlyList<ConlluToken> Tokens { get; }

    /// <summary>The words as they are written; ranges and empty nodes are left out. [T]</summary>
    public IReadOnlyList<string> Forms { get; }

    /// <summary>The words' universal parts of speech. [T]</summary>
    public IReadOnlyList<string> Upos { get; }

    /// <summary>The value of the comment "# name = value", or null.</summary>
    /// <param name="name">The name, such as "text" or "sent_id".</param>
    public string? Comment(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (string comment in Comments)
        {
            int equals = comment.IndexOf('=');
            if (equals > 0 && comment.AsSpan(1, equals - 1).Trim().SequenceEqual(name))
                return comment[(equals + 1)..].Trim();
        }

        return null;
    }

    /// <summary>The words.</summary>
    public override string ToString() => string.Join(' ', Forms);
}
