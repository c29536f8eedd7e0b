namespace NameClassifier;

/// <summary>Takes the accents off letters, so that what is learned is spelling and not typography.</summary>
internal static class Accents
{
    // A plain letter, then those that are it with an accent. String.Normalize needs a culture database; this does not.
    private static readonly string[] s_letters =
    [
        "AÀÁÂÃÄÅĀĂĄ", "CÇĆĈĊČ", "DĎ", "EÈÉÊËĒĔĖĘĚ", "GĜĞĠĢ", "HĤ", "IÌÍÎÏĨĪĬĮİ", "JĴ", "KĶ", "LĹĻĽ", "NÑŃŅŇ",
        "OÒÓÔÕÖŌŎŐ", "RŔŖŘ", "SŚŜŞŠ", "TŢŤ", "UÙÚÛÜŨŪŬŮŰŲ", "WŴ", "YÝŶŸ", "ZŹŻŽ",
        "aàáâãäåāăą", "cçćĉċč", "dď", "eèéêëēĕėęě", "gĝğġģ", "hĥ", "iìíîïĩīĭį", "jĵ", "kķ", "lĺļľ", "nñńņň",
        "oòóôõöōŏő", "rŕŗř", "sśŝşš", "tţť", "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž",
    ];

    private static readonly Dictionary<char, char> s_plain = s_letters
        .SelectMany(static letters => letters.Select(letter => (Accented: letter, Plain: letters[0])))
        .ToDictionary(static pair => pair.Accented, static pair => pair.Plain);

    /// <summary>The text with plain letters.</summary>
    public static string Remove(string text) =>
        string.Concat(text.Select(static letter => s_plain.GetValueOrDefault(letter, letter)));
}
