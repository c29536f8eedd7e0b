namespace RnnGen;

/// <summary>How parameters are looked up in a file.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// The file's name for a tensor of the model. A key that ends with a dot or a slash renames all tensors that begin
    /// with it (<c>["lstm."] = "encoder.rnn."</c>); whole names go first, then the longest beginning. A name that the
    /// model has not is refused.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>
    /// Whether tensors that are missing or of another shape are skipped and reported instead of refused, what a file
    /// has beside the numbers of a layer is left out, and one whose layers compute something else is taken all the
    /// same.
    /// </summary>
    public bool Partial { get; init; }

    /// <summary>Refuses a renaming of what is not there: it was meant of something else.</summary>
    /// <param name="names">All names that may be renamed.</param>
    /// <param name="of">What has them, in the plural.</param>
    /// <exception cref="ArgumentException">A name is none of them, nor a beginning of one.</exception>
    internal void CheckNames(IEnumerable<string> names, string of)
    {
        if (Names is null or { Count: 0 })
            return;
        HashSet<string> all = [.. names];
        foreach (string key in Names.Keys)
        {
            if (all.Contains(key)
                || (IsBeginning(key) && all.Any(name => name.StartsWith(key, StringComparison.Ordinal))))
            {
                continue;
            }

            string whole = IsBeginning(key) ? "" : "; one that stands for all that begin with it ends with . or /";
            throw new ArgumentException(
                $"None of {of} is called or begins with '{Excerpt.Of(key)}', which is renamed to "
                    + $"'{Excerpt.Of(Names[key])}'; there are {Some(all)}{whole}.",
                nameof(Names));
        }
    }

    private static bool IsBeginning(string key) => key is [.., '.' or '/'];

    private static string Some(HashSet<string> names)
    {
        const int Most = 8;
        string text = string.Join(", ", names.Order(StringComparer.Ordinal).Take(Most).Select(Excerpt.Of));
        return names.Count > Most ? $"{text} and {names.Count - Most} more" : text;
    }

    internal string FileName(string name)
    {
        if (Names is null)
            return name;
        if (Names.TryGetValue(name, out string? whole))
            return whole;
        string? best = null;
        foreach (string key in Names.Keys)
        {
            bool fits = IsBeginning(key) && name.StartsWith(key, StringComparison.Ordinal);
            if (fits && (best is null || key.Length > best.Length))
                best = key;
        }

        return best is null ? name : Names[best] + name[best.Length..];
    }
}
