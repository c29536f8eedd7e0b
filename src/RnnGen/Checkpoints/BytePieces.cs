using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>The bytes of many numbers, piece by piece: one span of bytes ends at 2 GB.</summary>
internal static class BytePieces
{
    // Numbers in a piece.
    private const int Piece = 1 << 20;

    /// <summary>Whether two spans hold the same bits.</summary>
    public static bool AreSame<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged
    {
        if (a.Length != b.Length)
            return false;
        for (; a.Length > 0; a = a[Count(a)..], b = b[Count(b)..])
        {
            if (!First(a).SequenceEqual(First(b)))
                return false;
        }

        return true;
    }

    /// <summary>Adds all bytes to a hash.</summary>
    public static void Append<T>(FileHash hash, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        for (; values.Length > 0; values = values[Count(values)..])
            hash.AppendData(First(values));
    }

    private static ReadOnlySpan<byte> First<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values[..Count(values)]);

    private static int Count<T>(ReadOnlySpan<T> values) => Math.Min(values.Length, Piece);
}
