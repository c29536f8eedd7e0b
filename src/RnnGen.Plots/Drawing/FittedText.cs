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
        for (int kept = text.Length - 1; kept > 1; kept--)
        {
            string cut = text[..((kept + 1) / 2)] + Omission + text[^(kept / 2)..];
            if (style.Measure(cut) <= width)
                return cut;
        }

        return Omission;
    }
}
