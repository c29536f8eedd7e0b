namespace RnnGen.Plots;

/// <summary>Files that people name.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file, and its folder where that is not there.</summary>
    public static void Write(string path, byte[] bytes)
    {
        string? folder = Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(folder))
            Directory.CreateDirectory(folder);

        // Beside and renamed: on a full disk the old file stays.
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
