using System.Globalization;
using System.Text;

namespace RnnGen.Generators.Pipeline;

/// <summary>File names that the host accepts: it compares them without case and allows few characters.</summary>
internal static class HintNames
{
    /// <summary>
    /// The name, with a hash of the owner where another declaration's differs by case or odd characters only.
    /// </summary>
    public static string Unique(string hint, string owner, EquatableArray<string> clashes)
    {
        string safe = Safe(hint);
        if (!clashes.Contains(Key(owner)))
            return safe;
        string stem = safe.EndsWith(".g.cs", StringComparison.Ordinal) ? safe.Substring(0, safe.Length - 5) : safe;
        return $"{stem}-{Hash(owner)}.g.cs";
    }

    /// <summary>Keys that several owners share.</summary>
    public static EquatableArray<string> Clashes(IEnumerable<string> owners) => owners
        .Distinct(StringComparer.Ordinal)
        .GroupBy(Key, StringComparer.Ordinal)
        .Where(static group => group.Skip(1).Any())
        .Select(static group => group.Key)
        .OrderBy(static key => key, StringComparer.Ordinal)
        .ToEquatableArray();

    public static string Owner(string space, EquatableArray<string> containing, string name)
    {
        IEnumerable<string> parts = containing.Select(static head => head.Substring(head.LastIndexOf(' ') + 1));
        return string.Join(".", (space.Length == 0 ? [] : (string[])[space]).Concat(parts).Concat([name]));
    }

    private static string Key(string owner) => Safe(owner).ToUpperInvariant();

    private static string Safe(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name.Replace("@", ""))
            text.Append(c is '.' or '-' or '_' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')
                ? c : '_');
        return text.ToString();
    }

    private static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (char c in text)
            hash = unchecked((hash ^ c) * 16777619u);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
