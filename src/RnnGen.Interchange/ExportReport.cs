namespace RnnGen;

/// <summary>What an export wrote.</summary>
public sealed record ExportReport
{
    /// <summary>The arrays of the file, each with its shape.</summary>
    public required IReadOnlyList<string> Written { get; init; }

    /// <summary>
    /// What the other system's layers must be told so that they compute the same, and what was done to numbers: added
    /// up, negated, moved into a bias.
    /// </summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>One line a note, for a log, whatever names the arrays have.</summary>
    public override string ToString() => string.Join('\n', (string[])
    [
        $"{Written.Count} arrays written",
        .. Written.Select(static line => $"array: {Excerpt.Plain(line)}"),
        .. Notes.Select(static line => $"note: {Excerpt.Plain(line)}"),
    ]);
}
