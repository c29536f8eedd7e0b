namespace RnnGen;

/// <summary>
/// A safetensors file (github.com/huggingface/safetensors): the header's length in 8 bytes, a JSON header, the numbers.
/// Reading is as strict as the reference implementation; writing never leaves half a file.
/// </summary>
/// <remarks>
/// Beyond the format's own rules a file has at most <see cref="MostTensors"/> tensors of <see cref="MostDimensions"/>
/// dimensions and <see cref="MostMetadata"/> strings of metadata, so that what a header claims costs no more memory
/// than a small multiple of the file. Numbers may begin at any byte; those that are written are aligned.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    /// <summary>The most tensors that are read of one file.</summary>
    public const int MostTensors = 32_768;

    /// <summary>The most dimensions that a tensor may have.</summary>
    public const int MostDimensions = 8;

    /// <summary>The most strings that are read of a file's metadata.</summary>
    public const int MostMetadata = 8_192;

    internal const string MetadataName = "__metadata__";
    internal const int PrefixLength = 8;

    private readonly Dictionary<string, SafetensorsTensor> _byName;
    private readonly FileBytes? _bytes;

    /// <summary>Tensors as if they had been read, such as those of a file in another format.</summary>
    /// <param name="path">Where they come from, for messages.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">Any strings, or null.</param>
    /// <exception cref="ArgumentException">Two tensors have one name.</exception>
    public SafetensorsFile(
        string path,
        IReadOnlyList<SafetensorsTensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
        : this(path, tensors, metadata ?? new Dictionary<string, string>(), ByName(path, tensors), null)
    {
    }

    internal SafetensorsFile(
        string path,
        IReadOnlyList<SafetensorsTensor> tensors,
        IReadOnlyDictionary<string, string> metadata,
        Dictionary<string, SafetensorsTensor> byName,
        FileBytes? bytes)
    {
        Path = path;
        Tensors = tensors;
        Metadata = metadata;
        _byName = byName;
        _bytes = bytes;
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>Its tensors, in the order of their numbers.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Its metadata; empty if it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of a name, or null.</summary>
    public SafetensorsTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a file and checks all of it, and its SHA-256 where it carries one.</summary>
    /// <param name="path">The file, of at most 2 GB; <see cref="Open"/> takes larger ones.</param>
    /// <exception cref="CheckpointException">
    /// It is not a whole, valid safetensors file, or was altered since it was written.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
        {
            throw new CheckpointException(
                path, null, $"the file has {length} bytes; at most {Array.MaxLength} are read, and Open maps more.");
        }

        return SafetensorsReader.Parse(path, new ArrayBytes(File.ReadAllBytes(path)));
    }

    /// <summary>
    /// As <see cref="Read"/>, but a large file is mapped into memory: the system reads numbers when they are asked for
    /// and forgets them as it likes. A single tensor has at most 2 GB. Dispose it when the numbers have been taken;
    /// nobody may cut the file before.
    /// </summary>
    /// <param name="path">The file, of any size.</param>
    /// <exception cref="CheckpointException">
    /// It is not a whole, valid safetensors file, or was altered since it was written.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileBytes bytes = FileBytes.Open(path);
        try
        {
            return SafetensorsReader.Parse(path, bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Tensors of a file in another format, which lie in its bytes; the file owns them.</summary>
    internal static SafetensorsFile Over(string path, IReadOnlyList<SafetensorsTensor> tensors, FileBytes bytes) =>
        new(path, tensors, new Dictionary<string, string>(), ByName(path, tensors), bytes);

    /// <summary>Lets go of a file that <see cref="Open"/> mapped: its tensors' numbers are gone.</summary>
    public void Dispose() => _bytes?.Dispose();

    /// <summary>
    /// Writes a file durably: beside, flushed, renamed. Tensors of wider numbers come first, so that all are aligned.
    /// </summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">Any strings, or null.</param>
    /// <param name="seal">
    /// Whether the file carries its SHA-256 (metadata <c>rnngen.sha256</c>), so that <see cref="Read"/> refuses it when
    /// a byte has changed.
    /// </param>
    /// <exception cref="ArgumentException">Two tensors have one name.</exception>
    /// <exception cref="IOException">The disk did not take it; the old file stays.</exception>
    public static void Write(
        string path,
        IReadOnlyList<SafetensorsTensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        bool seal = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _ = ByName(path, tensors);
        SafetensorsTensor[] ordered = [.. tensors.OrderByDescending(static t => TensorTypes.SizeOf(t.Type))];
        byte[] header = SafetensorsHeader.Print(ordered, seal ? FileSeal.Prepare(metadata) : metadata);
        if (seal)
            FileSeal.Close(header, ordered);
        DurableFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (SafetensorsTensor tensor in ordered)
                stream.Write(tensor.Data.Span);
        });
    }

    private static Dictionary<string, SafetensorsTensor> ByName(string path, IReadOnlyList<SafetensorsTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var byName = new Dictionary<string, SafetensorsTensor>(tensors.Count, StringComparer.Ordinal);
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!byName.TryAdd(tensor.Name, tensor))
                throw new ArgumentException($"Two tensors are named '{tensor.Name}'.", nameof(tensors));
        }

        return byName;
    }
}
