namespace RnnGen;

public abstract unsafe partial class Model<T>
{
    /// <summary>
    /// Reads what <see cref="Save"/> wrote from a stream, to its end: a resource of the program, a blob of a store.
    /// As <see cref="Load(string, LoadOptions?)"/>; errors name the stream <paramref name="name"/>.
    /// </summary>
    /// <param name="file">The bytes of a safetensors file. It is read and not disposed.</param>
    /// <param name="options">A renaming map and partial loading, or null.</param>
    /// <param name="name">What errors call the file.</param>
    /// <returns>What was loaded, summed and skipped.</returns>
    /// <exception cref="CheckpointException">
    /// The file is damaged, altered or another model's; nothing has changed.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be read; nothing has changed.</exception>
    public LoadReport Load(Stream file, LoadOptions? options = null, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ModelFile.Stage(SafetensorsReader.Parse(name, new ArrayBytes(ReadAll(file))), this, options).Apply();
    }

    private static byte[] ReadAll(Stream file)
    {
        // The length is asked for, so that the bytes of a file or a resource are copied once.
        using var bytes = new MemoryStream(file.CanSeek ? checked((int)(file.Length - file.Position)) : 0);
        file.CopyTo(bytes);
        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }
}
