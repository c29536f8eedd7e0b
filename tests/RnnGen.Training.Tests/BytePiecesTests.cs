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
        using var hash = new FileHash((long)length * sizeof(float));
        BytePieces.Append<float>(hash, values);
        byte[] expected = SHA256.HashData(MemoryMarshal.AsBytes<float>(values));
        Assert.Equal(Convert.ToHexString(expected).ToLowerInvariant(), hash.Finish());

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
