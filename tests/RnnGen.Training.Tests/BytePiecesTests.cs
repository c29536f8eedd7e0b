using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RnnGen.Training.Tests;

public sealed class BytePiecesTests
{
    private const int Piece = 1 << 20;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(Piece)]
    [InlineData((2 * Piece) + 5)]
    public void Pieces_OfAnyLength_AreTheBytesOfTheWhole(int length)
    {
        float[] values = [.. Enumerable.Range(0, length).Select(static i => i % 7 == 0 ? float.NaN : i)];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        BytePieces.Append<float>(hash, values);
        Assert.Equal(SHA256.HashData(MemoryMarshal.AsBytes<float>(values)), hash.GetHashAndReset());

        float[] copy = [.. values];
        Assert.True(BytePieces.AreSame<float>(values, copy));
        Assert.False(BytePieces.AreSame<float>(values, [.. copy, 0]));
        if (length == 0)
            return;
        copy[^1] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(copy[^1]) ^ 1);
        Assert.False(BytePieces.AreSame<float>(values, copy));
    }

    [Fact]
    public void Zeros_OfBothSigns_AreNotTheSame() => Assert.False(BytePieces.AreSame<double>([0.0], [-0.0]));
}
