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

    /// <summary>The text, or its beginning and how long it is, with control characters as C# writes them.</summary>
    public static string Escaped(string text) => text.Length <= Longest
        ? string.Concat(text.Select(Escaped))
        : $"{string.Concat(text[..Longest].Select(Escaped))}... ({text.Length} characters)";

    /// <summary>Text of any length in one line, without control characters.</summary>
    public static string Plain(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(static letter => char.IsControl(letter) ? ' ' : letter))
        : text;

    private static string Escaped(char letter) => letter switch
    {
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        _ when char.IsControl(letter) => $"\\u{(int)letter:X4}",
        _ => letter.ToString(),
    };
}
