namespace RnnGen.Conversion;

/// <summary>
/// What a saved model has beside its weights: assets, which are kept in a file that has a place for them, and a
/// trainer's state, which is not, as its metadata without its tensors would be half of it.
/// </summary>
/// <param name="file">The model's file.</param>
/// <param name="isKept">Whether assets are kept.</param>
internal sealed class ModelRest(SafetensorsFile file, bool isKept)
{
    /// <summary>Names of metadata and tensors that are left out, in order.</summary>
    public string[] LeftOut() =>
    [
        .. file.Metadata.Keys.Where(key => !IsOfTheFile(key) && !(isKept && AssetFile.IsAsset(key)))
            .Concat(file.Tensors.Select(static tensor => tensor.Name))
            .Where(static name => name.StartsWith(ModelFile.Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The assets that are kept, as metadata.</summary>
    public IEnumerable<KeyValuePair<string, string>> Assets()
        => isKept ? file.Metadata.Where(static pair => AssetFile.IsAsset(pair.Key)) : [];

    /// <summary>What is written anew, or holds for the bytes of this file only.</summary>
    private static bool IsOfTheFile(string key) =>
        key is LayerFile.Key or FileSeal.HashKey or FileSeal.VersionKey;
}
