namespace RnnGen;

/// <summary>How parameters are looked up in a file.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// The file's name for a tensor of the model. A key that ends with a dot or a slash renames all tensors that begin
    /// with it (<c>["lstm."] = "encoder.rnn."</c>); whole names go first, then the longest beginning.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>
    /// Whether tensors that are missing or of another shape are skipped and reported instead of refused, and a file
    /// whose layers have other equations than the model's is taken all the same.
    /// </summary>
    public bool Partial { get; init; }

    internal string FileName(string name)
    {
        if (Names is null)
            return name;
        if (Names.TryGetValue(name, out string? whole))
            return whole;
        string? best = null;
        foreach (string key in Names.Keys)
        {
            bool fits = key is [.., '.' or '/'] && name.StartsWith(key, StringComparison.Ordinal);
            if (fits && (best is null || key.Length > best.Length))
                best = key;
        }

        return best is null ? name : Names[best] + name[best.Length..];
    }
}
