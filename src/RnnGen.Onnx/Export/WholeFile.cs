namespace RnnGen.Onnx.Export;

/// <summary>Replaces a file at once: whoever reads it finds the old one or the new one, whole.</summary>
internal static class WholeFile
{
    /// <summary>
    /// Writes beside the file, under a name that nobody else has, flushes to the disk and renames; the old file stays
    /// if that fails.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; nothing changed.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        if (File.Exists(target) && File.ResolveLinkTarget(target, returnFinalTarget: true) is { } link)
            target = link.FullName;
        string beside = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            File.Move(beside, target, overwrite: true);
        }
        catch (Exception error)
        {
            TryDelete(beside);
            if (error is UnauthorizedAccessException)
                throw new IOException($"{target}: it may not be written; nothing changed. {error.Message}", error);
            throw;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // the first failure is the one to report
        }
    }
}
