using System.Buffers.Binary;

namespace RnnGen;

/// <summary>SHA-256 (FIPS 180-4, section 6.2) in C# alone.</summary>
internal sealed class Sha256
{
    public const int HashLength = 32;

    private const int BlockLength = 64;
    private const int Rounds = 64;

    // The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
    private static readonly uint[] s_constants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    // Those of the square roots of the first eight primes (section 5.3.3).
    private readonly uint[] _state =
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    private readonly byte[] _block = new byte[BlockLength];
    private long _length;

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int held = (int)(_length % BlockLength);
        _length += bytes.Length;
        if (held > 0)
        {
            int taken = Math.Min(BlockLength - held, bytes.Length);
            bytes[..taken].CopyTo(_block.AsSpan(held));
            bytes = bytes[taken..];
            if (held + taken < BlockLength)
                return;
            Compress(_block);
        }

        for (; bytes.Length >= BlockLength; bytes = bytes[BlockLength..])
            Compress(bytes);
        bytes.CopyTo(_block);
    }

    /// <summary>The hash of all that was added; nothing more may be.</summary>
    public byte[] Finish()
    {
        // A one bit, zeros, and the number of bits as the last eight bytes of a block (section 5.1.1).
        long bits = _length * 8;
        int zeros = (int)((BlockLength + 55 - (_length % BlockLength)) % BlockLength);
        Span<byte> padding = stackalloc byte[1 + zeros + sizeof(long)];
        padding.Clear();
        padding[0] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(padding[(1 + zeros)..], bits);
        Append(padding);
        var hash = new byte[HashLength];
        for (int i = 0; i < _state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(sizeof(uint) * i), _state[i]);
        return hash;
    }

    private void Compress(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[Rounds];
        for (int t = 0; t < 16; t++)
            w[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(sizeof(uint) * t)..]);
        for (int t = 16; t < Rounds; t++)
        {
            uint old = w[t - 15], young = w[t - 2];
            uint s0 = uint.RotateRight(old, 7) ^ uint.RotateRight(old, 18) ^ (old >> 3);
            uint s1 = uint.RotateRight(young, 17) ^ uint.RotateRight(young, 19) ^ (young >> 10);
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }

        (uint a, uint b, uint c, uint d) = (_state[0], _state[1], _state[2], _state[3]);
        (uint e, uint f, uint g, uint h) = (_state[4], _state[5], _state[6], _state[7]);
        for (int t = 0; t < Rounds; t++)
        {
            uint sum1 = uint.RotateRight(e, 6) ^ uint.RotateRight(e, 11) ^ uint.RotateRight(e, 25);
            uint first = h + sum1 + ((e & f) ^ (~e & g)) + s_constants[t] + w[t];
            uint sum0 = uint.RotateRight(a, 2) ^ uint.RotateRight(a, 13) ^ uint.RotateRight(a, 22);
            uint second = sum0 + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
        _state[4] += e;
        _state[5] += f;
        _state[6] += g;
        _state[7] += h;
    }
}
