using System.Text;

namespace RnnGen;

/// <summary>
/// The SHA-256 that a safetensors file carries in its metadata: over the whole file, its own 64 hexadecimal digits
/// taken as the character 0. The version beside it says that there must be one, so that no byte of either can change
/// unseen.
/// </summary>
internal static class FileSeal
{
    public const string HashKey = "rnngen.sha256";
    public const string VersionKey = "rnngen.version";
    public const int Digits = 64;

    private const string Version = "1";

    private static readonly string s_zeros = new('0', Digits);

    /// <summary>The metadata with a version and room for the digits.</summary>
    public static Dictionary<string, string> Prepare(IReadOnlyDictionary<string, string>? metadata) =>
        new(metadata ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [VersionKey] = Version,
            [HashKey] = s_zeros,
        };

    /// <summary>Writes the digits into a header that was printed from <see cref="Prepare"/>'s metadata.</summary>
    public static void Close(byte[] header, IReadOnlyList<SafetensorsTensor> tensors)
    {
        using var hash = new FileHash(header.Length + tensors.Sum(static tensor => (long)tensor.Data.Length));
        hash.AppendData(header);
        foreach (SafetensorsTensor tensor in tensors)
            hash.AppendData(tensor.Data.Span);

        // Within a string quotes are escaped: nothing but the entry itself looks like this.
        byte[] entry = Encoding.ASCII.GetBytes($"\"{HashKey}\":\"{s_zeros}\"");
        int end = header.AsSpan().IndexOf(entry) + entry.Length - 1;
        Text(hash).CopyTo(header.AsSpan(end - Digits));
    }

    /// <summary>Throws where a file's bytes are not those that were sealed.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="digits">Where the digits begin, or null where the file has none.</param>
    /// <exception cref="CheckpointException">The file was altered, or is of a later version.</exception>
    public static void Verify(
        string path, FileBytes file, IReadOnlyDictionary<string, string> metadata, int? digits)
    {
        if (digits is { } place)
        {
            using var hash = new FileHash(file.Length);
            Append(hash, file, 0, place);
            hash.AppendData(Encoding.ASCII.GetBytes(s_zeros));
            Append(hash, file, place + Digits, file.Length);
            byte[] actual = Text(hash);
            ReadOnlySpan<byte> said = file.Slice(place, Digits).Span;
            if (!said.SequenceEqual(actual))
            {
                throw new CheckpointException(
                    path,
                    null,
                    $"the file was altered: its SHA-256 is {Encoding.ASCII.GetString(actual)}, the file says "
                        + $"{Encoding.UTF8.GetString(said)}. (A program that alters a file on purpose must "
                        + $"drop its metadata '{HashKey}' and '{VersionKey}'.)");
            }
        }

        if (!metadata.TryGetValue(VersionKey, out string? version))
            return;
        if (digits is null)
        {
            throw new CheckpointException(
                path, null, $"the file was altered: its metadata has '{VersionKey}' but no '{HashKey}'.");
        }

        if (version != Version)
        {
            throw new CheckpointException(
                path, null, $"the file is of version {Excerpt.Of(version)}; this RnnGen reads version {Version}.");
        }
    }

    private static void Append(FileHash hash, FileBytes file, long start, long end)
    {
        const int Piece = 1 << 24;
        for (; start < end; start += Piece)
            hash.AppendData(file.Slice(start, (int)Math.Min(Piece, end - start)).Span);
    }

    private static byte[] Text(FileHash hash) => Encoding.ASCII.GetBytes(hash.Finish());
}
