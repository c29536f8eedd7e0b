namespace RnnGen.Conversion;

/// <summary>Names that a file claims, in messages.</summary>
internal static class NameList
{
    private const int Most = 20;

    /// <summary>The first of them, and how many more there are.</summary>
    public static string Of(IReadOnlyCollection<string> names)
    {
        string text = string.Join(", ", names.Take(Most).Select(Excerpt.Of));
        return names.Count > Most ? $"{text} and {names.Count - Most} more" : text;
    }
}
