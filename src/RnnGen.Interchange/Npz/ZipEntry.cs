namespace RnnGen.Npz;

/// <summary>An entry of a zip's directory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where its local header stands.</param>
/// <param name="Packed">Bytes in the file.</param>
/// <param name="Length">Bytes of what it holds.</param>
/// <param name="Checksum">CRC-32 of what it holds.</param>
/// <param name="IsDeflated">Whether it is compressed; otherwise it is stored.</param>
internal readonly record struct ZipEntry(
    string Name, long Start, int Packed, int Length, uint Checksum, bool IsDeflated);
