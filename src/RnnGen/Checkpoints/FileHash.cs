using System.Security.Cryptography;

namespace RnnGen;

/// <summary>
/// The SHA-256 of a file. That of a small one is computed here, so that no library of the system is loaded for it,
/// which takes longer than the hash and is not there on every machine (OpenSSL, on Linux); that of a large one by the
/// system, several times as fast.
/// </summary>
internal sealed class FileHash : IDisposable
{
    /// <summary>Bytes from which the system computes it.</summary>
    public const long Large = 4 * 1024 * 1024;

    private readonly IncrementalHash? _system;
    private readonly Sha256? _own;

    /// <summary>A hash of nothing yet.</summary>
    /// <param name="length">About how many bytes will be added.</param>
    public FileHash(long length)
    {
        if (length >= Large)
            _system = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        else
            _own = new Sha256();
    }

    /// <summary>Adds bytes.</summary>
    public void AppendData(ReadOnlySpan<byte> bytes)
    {
        if (_system != null)
            _system.AppendData(bytes);
        else
            _own!.Append(bytes);
    }

    /// <summary>The hash of all that was added, as 64 digits; nothing more may be.</summary>
    public string Finish() =>
        Convert.ToHexString(_system?.GetHashAndReset() ?? _own!.Finish()).ToLowerInvariant();

    public void Dispose() => _system?.Dispose();
}
