namespace RnnGen.Plots.Drawing;

/// <summary>Texts that may be too long for their place.</summary>
internal static class FittedText
{
    private const string Omission = "…";

    /// <summary>The text, or its beginning and its end where it is wider than there is room.</summary>
    public static string Cut(string text, TextStyle style, double width)
    {
        if (style.Measure(text) <= width)
            return text;
        (int fits, int most) = (1, text.Length - 1);
        while (fits < most)
        {
            int kept = (fits + most + 1) / 2;
            (fits, most) = style.Measure(Keep(text, kept)) <= width ? (kept, most) : (fits, kept - 1);
        }

        return fits > 1 ? Keep(text, fits) : Omission;
    }

    // No half of a letter that takes two of UTF-16.
    private static string Keep(string text, int kept)
    {
        (int start, int end) = ((kept + 1) / 2, text.Length - (kept / 2));
        if (char.IsHighSurrogate(text[start - 1]))
            start--;
        if (end < text.Length && char.IsLowSurrogate(text[end]))
            end++;
        return text[..start] + Omission + text[end..];
    }
}
