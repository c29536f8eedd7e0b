namespace RnnGen;

/// <summary>The bytes of a file, whichever way they are at hand.</summary>
internal abstract class FileBytes : IDisposable
{
    // A copy of less is cheaper than a mapping.
    internal const long SmallestMapped = 1 << 20;

    /// <summary>Number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>A part that lies within the file.</summary>
    public abstract ReadOnlyMemory<byte> Slice(long start, int length);

    /// <summary>Opens a file; a large one is mapped, so that only what is read comes into memory.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FileBytes Open(string path)
    {
        _ = new FileInfo(path).Length; // no folder
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return stream.Length < SmallestMapped ? ReadAll(stream) : new MappedBytes(stream);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path}: it may not be read. {e.Message}", e);
        }
    }

    public virtual void Dispose()
    {
    }

    private static ArrayBytes ReadAll(FileStream stream)
    {
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new ArrayBytes(bytes);
    }
}
