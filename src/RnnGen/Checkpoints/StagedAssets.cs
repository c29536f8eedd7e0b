namespace RnnGen;

/// <summary>A file's assets, checked and not yet given to the model.</summary>
internal sealed class StagedAssets
{
    /// <summary>The model's assets with the file's in their places.</summary>
    public ModelAssets Assets { get; set; } = ModelAssets.None;

    /// <summary>The file's notes.</summary>
    public Dictionary<string, string> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>What the file has, for people.</summary>
    public List<string> Loaded { get; } = [];

    /// <summary>What does not fit, each with the reason.</summary>
    public List<string> Skipped { get; } = [];
}
