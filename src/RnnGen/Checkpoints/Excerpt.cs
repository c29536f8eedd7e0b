namespace RnnGen;

/// <summary>
/// Names that a file claims, in messages: a name may be as long as the file, and have what moves a terminal's cursor.
/// </summary>
internal static class Excerpt
{
    private const int Longest = 120;

    /// <summary>The name in one line, or its beginning and how long it is.</summary>
    public static string Of(string name) => name.Length <= Longest
        ? Plain(name)
        : $"{Plain(name[..Longest])}... ({name.Length} characters)";

    /// <summary>Text of any length in one line, without control characters.</summary>
    public static string Plain(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(static letter => char.IsControl(letter) ? ' ' : letter))
        : text;
}
