namespace RnnGen.Tool;

/// <summary>Text of a file, which must not write to the terminal as it likes.</summary>
internal static class Plain
{
    private const int Longest = 100;

    /// <summary>One line without control characters, cut where it is very long.</summary>
    public static string Line(string text)
    {
        string plain = string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));
        return plain.Length <= Longest ? plain : $"{plain[..Longest]}... ({plain.Length} characters)";
    }
}
