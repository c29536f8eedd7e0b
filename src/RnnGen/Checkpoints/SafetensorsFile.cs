namespace RnnGen;

/// <summary>
/// A safetensors file (github.com/huggingface/safetensors): the header's length in 8 bytes, a JSON header, the numbers.
/// Reading is as strict as the reference implementation; writing never leaves half a file.
/// </summary>
public sealed class SafetensorsFile
{
    internal const string MetadataName = "__metadata__";
    internal const int PrefixLength = 8;

    private readonly Dictionary<string, SafetensorsTensor> _byName;

    internal SafetensorsFile(
        string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Path = path;
        Tensors = tensors;
        Metadata = metadata;
        _byName = tensors.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
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
    /// <param name="path">The file.</param>
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
                path, null, $"the file has {length} bytes; at most {Array.MaxLength} are read.");
        }

        return SafetensorsReader.Parse(path, File.ReadAllBytes(path));
    }

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
        ArgumentNullException.ThrowIfNull(tensors);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"Two tensors are named '{tensor.Name}'.", nameof(tensors));
        }

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
}
