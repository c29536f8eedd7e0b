using System.Security.Cryptography;

namespace RnnGen.Training.Tests;

/// <summary>The hash of files against the system's SHA-256.</summary>
public sealed class FileHashTests
{
    [Fact]
    public void Small_OfEachLengthAroundTheBlocks_IsTheSystems()
    {
        byte[] bytes = Bytes(300);
        for (int length = 0; length <= bytes.Length; length++)
            Assert.Equal(Expected(bytes.AsSpan(0, length)), Hash(length, bytes.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Small_InPieces_IsThatOfTheWhole(int piece)
    {
        byte[] bytes = Bytes(100_000);
        using var hash = new FileHash(bytes.Length);
        for (int at = 0; at < bytes.Length; at += piece)
            hash.AppendData(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
        Assert.Equal(Expected(bytes), hash.Finish());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void Length_OnBothSidesOfLarge_IsTheSame(int more)
    {
        byte[] bytes = Bytes((int)FileHash.Large + more);
        Assert.Equal(Expected(bytes), Hash(bytes.Length, bytes));
    }

    private static string Hash(long length, ReadOnlySpan<byte> bytes)
    {
        using var hash = new FileHash(length);
        hash.AppendData(bytes);
        return hash.Finish();
    }

    private static string Expected(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
