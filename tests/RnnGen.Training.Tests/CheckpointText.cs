namespace RnnGen.Training.Tests;

/// <summary>Makes a checkpoint of today one of another time.</summary>
internal static class CheckpointText
{
    /// <summary>Rewrites the text of a run's state.</summary>
    public static void Rewrite(string path, Func<string, string> change) => Rewrite(path, metadata =>
    {
        string before = metadata["rnngen.training"];
        metadata["rnngen.training"] = change(before);
        Assert.NotEqual(before, metadata["rnngen.training"]);
    });

    /// <summary>Rewrites a file's metadata.</summary>
    public static void Rewrite(string path, Action<Dictionary<string, string>> change)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        var metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal);
        metadata.Remove("rnngen.sha256");
        metadata.Remove("rnngen.version");
        change(metadata);
        SafetensorsFile.Write(path, file.Tensors, metadata);
    }
}
