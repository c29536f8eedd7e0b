namespace RnnGen.Plots.Fonts;

/// <summary>Letters of Latin scripts as a letter and its accent. Invariant globalization normalizes no text.</summary>
internal static class Accents
{
    private static readonly Dictionary<char, (char, char)> s_parts = Read(
        "\u0300aàeèiìoòuùAÀEÈIÌOÒUÙ "
        + "\u0301aáeéiíoóuúyýAÁEÉIÍOÓUÚYÝnńcćsśzźSŚZŹ "
        + "\u0302aâeêiîoôuûAÂEÊIÎOÔUÛ "
        + "\u0303aãnñoõAÃNÑOÕ "
        + "\u0304aāeēiīoōuū "
        + "\u0308aäeëiïoöuüyÿAÄEËIÏOÖUÜ "
        + "\u030aaåAÅuů "
        + "\u030ccčsšzžrřeěnňCČSŠZŽRŘ "
        + "\u0327cçCÇsşSŞ");

    /// <summary>A letter's parts, or null where it has none.</summary>
    public static (char Letter, char Accent)? Of(char letter) =>
        s_parts.TryGetValue(letter, out (char, char) parts) ? parts : null;

    // Groups of an accent and pairs of the letter without and with it. A dotted i loses its dot.
    private static Dictionary<char, (char, char)> Read(string groups)
    {
        var parts = new Dictionary<char, (char, char)>();
        foreach (string group in groups.Split(' '))
        {
            for (int i = 1; i < group.Length; i += 2)
                parts.Add(group[i + 1], (group[i] == 'i' ? 'ı' : group[i], group[0]));
        }

        return parts;
    }
}
