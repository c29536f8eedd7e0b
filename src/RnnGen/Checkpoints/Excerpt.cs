namespace RnnGen;

/// <summary>Names that a file claims, in messages: a name may be as long as the file.</summary>
internal static class Excerpt
{
    private const int Longest = 120;

    /// <summary>The name, or its beginning and how long it is.</summary>
    public static string Of(string name) => name.Length <= Longest
        ? name
        : $"{name.AsSpan(0, Longest)}... ({name.Length} characters)";
}
