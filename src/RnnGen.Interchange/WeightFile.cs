using RnnGen.Npz;

namespace RnnGen;

/// <summary>Arrays by name in a file: safetensors, or NumPy's .npz.</summary>
public static class WeightFile
{
    private const string NpzEnding = ".npz", SafetensorsEnding = ".safetensors";

    /// <summary>
    /// Opens a file, whose format is seen by its first bytes, and checks all of it. A large file is mapped into memory:
    /// dispose it when the numbers have been taken. Arrays in the order of Fortran are turned to that of C.
    /// </summary>
    /// <param name="path">A safetensors file, or a .npz one with arrays of floats or integers.</param>
    /// <exception cref="CheckpointException">
    /// It is damaged, or of a format that is not read: the message has the lines of Python that convert HDF5, .keras
    /// and pickles.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileBytes bytes = FileBytes.Open(path);
        try
        {
            ReadOnlySpan<byte> start = bytes.Slice(0, (int)Math.Min(ForeignFormats.Needed, bytes.Length)).Span;
            bool isZip = start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8);
            if (isZip)
                return OpenZip(path, bytes);
            return ForeignFormats.Refusal(path, start) is { } refusal && !LooksLikeSafetensors(bytes)
                ? throw new CheckpointException(path, null, refusal)
                : SafetensorsReader.Parse(path, bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Writes arrays durably, in the format that the file's ending says: .safetensors or .npz.</summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <param name="arrays">The arrays.</param>
    /// <param name="metadata">Any strings, or null; .npz has no place for them.</param>
    /// <exception cref="ArgumentException">The ending is another one, or two arrays have one name.</exception>
    /// <exception cref="NotSupportedException">.npz cannot hold the numbers.</exception>
    /// <exception cref="IOException">The disk did not take it; the old file stays.</exception>
    public static void Write(
        string path, IReadOnlyList<SafetensorsTensor> arrays, IReadOnlyDictionary<string, string>? metadata = null)
    {
        CheckEnding(path);
        var file = new SafetensorsFile(path, arrays, metadata);
        if (IsNpz(path))
            NpzFile.Write(path, file.Tensors);
        else
            SafetensorsFile.Write(path, file.Tensors, metadata);
    }

    /// <summary>Refuses an ending that says nothing.</summary>
    /// <exception cref="ArgumentException">It is neither .safetensors nor .npz.</exception>
    internal static void CheckEnding(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsNpz(path) && !path.EndsWith(SafetensorsEnding, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"'{path}' ends with neither {SafetensorsEnding} nor {NpzEnding}, which say how it is written.",
                nameof(path));
        }
    }

    /// <summary>Whether the format has a place for metadata.</summary>
    internal static bool HasMetadata(string path) => !IsNpz(path);

    private static bool IsNpz(string path) => path.EndsWith(NpzEnding, StringComparison.OrdinalIgnoreCase);

    private static SafetensorsFile OpenZip(string path, FileBytes bytes)
    {
        ZipDirectory zip = ZipDirectory.Read(path, bytes);
        if (zip.Entries.Count > 0
            && !zip.Entries.Exists(static e => e.Name.EndsWith(".npy", StringComparison.Ordinal)))
        {
            throw new CheckpointException(path, null, ForeignFormats.RefusalOfZip(zip));
        }

        return SafetensorsFile.Over(path, NpzFile.Read(path, zip), bytes);
    }

    /// <summary>A header's length in 8 bytes, and a brace: its name does not make a file something else.</summary>
    private static bool LooksLikeSafetensors(FileBytes bytes) =>
        bytes.Length > 9 && bytes.Slice(8, 1).Span[0] == (byte)'{';
}
