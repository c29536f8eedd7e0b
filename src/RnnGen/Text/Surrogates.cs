using System.Text;

namespace RnnGen;

/// <summary>Unpaired surrogates: they are no text, and no file could hold them.</summary>
internal static class Surrogates
{
    /// <summary>Where the first unpaired surrogate stands, or -1.</summary>
    public static int Find(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return i;
            i++;
        }

        return -1;
    }

    /// <summary>The text with U+FFFD for every unpaired surrogate.</summary>
    public static string Replace(string text)
    {
        if (Find(text) < 0)
            return text;
        var builder = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            builder.Append(rune.ToString());
        return builder.ToString();
    }
}
